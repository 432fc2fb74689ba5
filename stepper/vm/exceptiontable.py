"""The exception table of 3.11 and later: ``co_exceptiontable``, read and written.

Format: Objects/exception_handling_notes.txt (3.11): varints of six bits, bit 6 continues, bit 7 starts an
entry.
"""

from __future__ import annotations

from types import CodeType
from typing import Iterable, Iterator, List, NamedTuple


class TableEntry(NamedTuple):
    """Instructions from ``start`` up to, not including, ``end`` are handled at ``target``; all in bytes."""

    start: int
    end: int
    target: int
    depth: int  # the value stack is cut to this depth
    lasti: bool  # the offset of the failing instruction is pushed before the exception


def parse_exception_table(code: CodeType) -> List[TableEntry]:
    """The entries in order; they neither nest nor overlap.

    Empty where there is no table (3.10 and before).
    """
    numbers = iter(getattr(code, "co_exceptiontable", b""))
    entries = []
    for first in numbers:
        start = _varint(first, numbers) * 2
        length = _varint(next(numbers), numbers) * 2
        target = _varint(next(numbers), numbers) * 2
        depth = _varint(next(numbers), numbers)
        entries.append(TableEntry(start, start + length, target, depth >> 1, bool(depth & 1)))
    return entries


def _varint(byte: int, following: Iterator[int]) -> int:
    value = byte & 63
    while byte & 64:
        byte = next(following)
        value = value << 6 | byte & 63
    return value


def exception_table(entries: Iterable[TableEntry]) -> bytes:
    """The table of entries, which must be in order and not overlap."""
    table = bytearray()
    for entry in entries:
        groups = [_groups(entry.start // 2), _groups((entry.end - entry.start) // 2)]
        groups += [_groups(entry.target // 2), _groups(entry.depth << 1 | entry.lasti)]
        table += b"".join(groups)
        table[-sum(map(len, groups))] |= 128
    return bytes(table)


def _groups(value: int) -> bytes:
    groups = [value & 63]
    while value > 63:
        value >>= 6
        groups.append(64 | value & 63)
    return bytes(reversed(groups))
