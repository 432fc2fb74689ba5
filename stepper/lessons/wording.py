"""The sentence as a class reads it: the same word for an instruction on every version, and while a question
is open only what the instruction does in general.
"""

from __future__ import annotations

import re

from stepper.explain import Explanation
from stepper.lessons.plain import lines_at
from stepper.lessons.words import word_for
from stepper.protocol import Listing, Row

_STACK = re.compile(r"stack \d+ → \d+")  # it counts what a class does not see
_NULL = re.compile(
    r", (?P<kept>and itself as self)?(?:, or NULL,|and NULL) for the coming call|, and NULL(?=\.$)"
)
_NULL_IN_SUMMARY = re.compile(
    r"; for a call with its method and itself, or with NULL"
    r"|, and (beside|above) it, if it is to be called, NULL"
    r"|, for a call NULL (below|above) it"
    r"|, or with NULL( and an attribute)?"
    r"| (and|or) NULL"
)
_NULL_IN_PICTURE = re.compile(r"\bNULL | NULL(?=\])")
_OFFSET = re.compile(r"(?:next: )?((?:\d+|the next instruction), or )?(.*)\b(\d+)")
_TARGET = re.compile(
    r"\b(?:(?P<jumps>(?:go|goes|jump|jump back)) to|the handler at) (?P<target>\d+)\b", re.IGNORECASE
)


def for_class(words: Explanation, row: Row, listing: Listing, covered: bool) -> Explanation:
    """The words for an instruction, which is covered while its outcome is being predicted."""
    word = word_for(row)
    mnemonic = f"{word} {words.mnemonic}" if word else words.mnemonic
    if covered:
        general = _NULL_IN_SUMMARY.sub("", row.summary) or "What will it do?"
        return Explanation(mnemonic, general, "what it does here is covered until the answer", "", "")
    return words._replace(
        mnemonic=mnemonic,
        sentence=_places_in_lines(_without_null(words.sentence), row, listing),
        effect=_STACK.sub("", words.effect).strip(" ·,"),
        flow=_in_lines(words.flow, listing),
        picture=_NULL_IN_PICTURE.sub("", words.picture),
        word="" if words.word == word else words.word,  # the phase of unwinding is no instruction's
    )


def _without_null(sentence: str) -> str:
    return _NULL.sub(lambda match: f", {match['kept']}" if match["kept"] else "", sentence)


def _places_in_lines(sentence: str, row: Row, listing: Listing) -> str:
    """Where it jumps, where a handler is, and where an exception has come from."""

    def line(match: re.Match[str]) -> str:
        jumps = match["jumps"] is not None
        if jumps and int(match["target"]) != row.target:
            return match[0]
        line = _line_at(int(match["target"]), listing)
        if not line:  # of the compiler's own code it is enough that it goes there
            return match["jumps"] or "the handler"
        return f"{match['jumps']} to line {line}" if jumps else f"the handler on line {line}"

    here = f" on line {row.line}" if row.line is not None else ""
    sentence = sentence.replace(f" at {row.offset}: look", f"{here}: look")
    sentence = re.sub(
        rf"Entry \d+ to \d+( of the .* covers) {row.offset}\b", r"An entry\1 this place", sentence
    )
    return _TARGET.sub(line, sentence.replace(f" covers {row.offset}", " covers this place"))


def _line_at(offset: int, listing: Listing) -> int:
    return lines_at({offset}, listing.rows).get(offset, 0)


def _in_lines(flow: str, listing: Listing) -> str:
    """Where control goes, by line: a class sees no offsets. Nothing where it just goes on."""
    match = _OFFSET.fullmatch(flow.partition(", when it has ")[0])
    if match is None:
        return flow
    way, line = match[2].strip(), _line_at(int(match[3]), listing)
    if not way:
        return ""
    either = "the next instruction, or " if match[1] else ""
    return f"next: {either}{f'{way} line {line}' if line else way.rpartition(' ')[0]}"
