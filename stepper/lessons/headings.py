"""The heading of a stop: where it is. Every way in which one can be wrong has its sentence."""

from __future__ import annotations

import difflib
import re
from typing import List, Optional, Sequence, Tuple

from stepper.lessons import words
from stepper.lessons.lesson import Place
from stepper.lessons.ranges import EVERY, Range, read_range

_FORMS = (
    "at `piece of the line`: WORD [ARGUMENT]",
    "in FUNCTION: WORD [ARGUMENT]",
    "enter FUNCTION",
    "leave FUNCTION",
    "caught FUNCTION",
)
_RANGE = re.compile(r"\s*\[([\d.+\- ]+)\]$")
_WHEN = re.compile(r"\s+when\s+(.+)$")
_COUNT = re.compile(r"\s+#(\d+)$")
_TURN = re.compile(r"(enter|leave|caught)\s+(\S+)")
_IN = re.compile(r"in\s+(\S+):\s*(\S+)(?:\s+(.+))?")
_AT = re.compile(r"at\s+(?:line\s+(?P<line>\d+)|`(?P<piece>.+?)`):\s*(?P<word>\S+)(?:\s+(?P<argument>.+))?")
_DEFINED = re.compile(r"^\s*(?:async\s+)?(?:def|class)\s+(\w+)", re.MULTILINE)


class HeadingError(ValueError):
    """A heading is no place; the text is one sentence."""


def read_heading(heading: str, program: Sequence[str]) -> Tuple[Place, Range]:
    """The place and the range of a heading, given the lines of the program."""
    text, versions = heading, EVERY
    match = _RANGE.search(text)
    if match:
        text, versions = text[: match.start()], read_range(match[1])
    when: Optional[Tuple[str, str]] = None
    match = _WHEN.search(text)
    if match:
        text, when = text[: match.start()], _condition(match[1])
    count = 1
    match = _COUNT.search(text)
    if match:
        text, count = text[: match.start()], int(match[1])
        if count == 0:
            raise HeadingError("#N counts from #1")
    return _place(text, heading, program)._replace(nth=count, when=when), versions


def _condition(text: str) -> Tuple[str, str]:
    name, joint, value = text.partition("==")
    if not joint or not name.strip().isidentifier() or not value.strip():
        raise HeadingError(f"cannot read the condition 'when {text}'; it is written: when NAME == VALUE")
    return name.strip(), value.strip()


def _place(text: str, heading: str, program: Sequence[str]) -> Place:
    match = _TURN.fullmatch(text)
    if match:
        return Place(match[1], function=_function(match[2], program))
    match = _IN.fullmatch(text)
    if match:
        place = Place("in", 0, _function(match[1], program), _word(match[2]), _argument(match[3]))
        return place
    match = _AT.fullmatch(text)
    if match:
        line = _line(match["line"], match["piece"], program)
        return Place("at", line, "", _word(match["word"]), _argument(match["argument"]))
    raise HeadingError(f"cannot read the heading '{heading}'; the forms are: {'; '.join(_FORMS)}")


def _word(word: str) -> str:
    if not words.is_word(word):
        raise HeadingError(f"unknown word '{word}'{words.suggestion(word)}")
    return word


def _argument(text: Optional[str]) -> Optional[str]:
    return text.strip("`") if text else None


def _function(name: str, program: Sequence[str]) -> str:
    if name.startswith("<"):  # <module>, <lambda>, <listcomp>: made by the compiler
        return name
    defined = _DEFINED.findall("\n".join(program))
    if name.rpartition(".")[2] not in defined:
        near = difflib.get_close_matches(name, defined, 1)
        meant = f", did you mean '{near[0]}'?" if near else ""
        raise HeadingError(f"the program defines no '{name}'{meant}")
    return name


def _line(number: Optional[str], piece: str, program: Sequence[str]) -> int:
    if number is not None:
        if not 1 <= int(number) <= len(program):
            raise HeadingError(f"the program has no line {number}; it has {len(program)} lines")
        return int(number)
    hits: List[int] = [line for line, text in enumerate(program, 1) if piece in text]
    if len(hits) == 1:
        return hits[0]
    if hits:
        where = ", ".join(map(str, hits))
        raise HeadingError(
            f"'{piece}' is on {len(hits)} lines of the program ({where}); quote more of the one you mean"
        )
    raise HeadingError(f"'{piece}' is on no line of the program{_closest(piece, program)}")


def _closest(piece: str, program: Sequence[str]) -> str:
    def likeness(text: str) -> float:
        return difflib.SequenceMatcher(None, piece.strip(), text.strip()).ratio()

    line = max(range(len(program)), key=lambda number: likeness(program[number]), default=-1)
    if line < 0 or likeness(program[line]) < 0.4:
        return ""
    return f"; the closest is line {line + 1}: {program[line].strip()}"
