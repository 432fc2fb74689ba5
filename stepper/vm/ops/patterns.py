"""match statements: asking what a subject is and what it holds."""

from __future__ import annotations

from typing import Any, List

from ..frame import Frame
from ..microops import micro
from ..opcodes import op
from ..operands import raw
from ..versions import PY310, PY311


@op("subject -- subject, length")
def GET_LEN(frame: Frame, stack: List[Any], _: None) -> None:
    """Push the length of the subject."""
    stack.append(len(stack[-1]))


@op("subject -- subject, is_mapping")
def MATCH_MAPPING(frame: Frame, stack: List[Any], _: None) -> None:
    """Push whether the subject is a mapping."""
    stack.append(micro("MATCH_MAPPING", 0, 1, 2)(stack[-1])[1])


@op("subject -- subject, is_sequence")
def MATCH_SEQUENCE(frame: Frame, stack: List[Any], _: None) -> None:
    """Push whether the subject is a sequence that patterns may take apart."""
    stack.append(micro("MATCH_SEQUENCE", 0, 1, 2)(stack[-1])[1])


@op("subject, keys -- subject, keys, values_or_none, has_all", names="MATCH_KEYS", until=PY310)
def MATCH_KEYS_and_truth(frame: Frame, stack: List[Any], _: None) -> None:
    """Push a tuple of what the subject has under the keys, or None, and whether it has them all."""
    stack.extend(micro("MATCH_KEYS", 0, 2, 4)(stack[-2], stack[-1])[2:])


@op(
    "subject, class, names -- attributes_or_subject, matches",
    operand=raw,
    names="MATCH_CLASS",
    until=PY310,
)
def MATCH_CLASS_and_truth(frame: Frame, stack: List[Any], positional: int) -> None:
    """Replace subject, class and keywords with the attributes a pattern asks for, and its answer."""
    stack[-3:] = micro("MATCH_CLASS", positional, 3, 2)(*stack[-3:])


@op("subject, keys -- subject, rest")
def COPY_DICT_WITHOUT_KEYS(frame: Frame, stack: List[Any], _: None) -> None:
    """Replace the keys that were matched with a dict of what else the subject has."""
    stack[-1] = micro("COPY_DICT_WITHOUT_KEYS", 0, 2, 2)(stack[-2], stack[-1])[1]


@op("subject, keys -- subject, keys, values_or_none", since=PY311)
def MATCH_KEYS(frame: Frame, stack: List[Any], _: None) -> None:
    """Push a tuple of what the subject has under the keys, or None if one is missing."""
    stack.append(micro("MATCH_KEYS", 0, 2, 3)(stack[-2], stack[-1])[2])


@op("subject, class, names -- attributes_or_none", operand=raw, since=PY311)
def MATCH_CLASS(frame: Frame, stack: List[Any], positional: int) -> None:
    """Replace subject, class and keywords with the attributes a class pattern asks for, or with None."""
    stack[-3:] = [micro("MATCH_CLASS", positional, 3, 1)(*stack[-3:])]
