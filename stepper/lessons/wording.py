"""The sentence as a class reads it: the same word for an instruction on every version, and while a question
is open only what the instruction does in general.
"""

from __future__ import annotations

import re

from stepper.explain import Explanation
from stepper.lessons.words import word_for
from stepper.protocol import Listing, Row

_STACK = re.compile(r"stack \d+ → \d+")  # it counts what a class does not see
_NULL = re.compile(r", (and itself as self)?(, or NULL,|and NULL) for the coming call")
_NULL_IN_SUMMARY = re.compile(r", and beside it, if it is to be called, NULL")
_NULL_IN_PICTURE = re.compile(r"\bNULL | NULL(?=\])")
_OFFSET = re.compile(r"(?:next: )?(.*)\b(\d+)")


def for_class(words: Explanation, row: Row, listing: Listing, covered: bool) -> Explanation:
    """The words for an instruction, which is covered while its outcome is being predicted."""
    word = word_for(row)
    mnemonic = f"{word} {words.mnemonic}" if word else words.mnemonic
    if covered:
        general = _NULL_IN_SUMMARY.sub("", row.summary) or "What will it do?"
        return Explanation(mnemonic, general, "what it does here is covered until the answer", "", "")
    return words._replace(
        mnemonic=mnemonic,
        sentence=_NULL.sub(lambda match: f", {match[1]}" if match[1] else "", words.sentence),
        effect=_STACK.sub("", words.effect).strip(" ·,"),
        flow=_in_lines(words.flow, listing),
        picture=_NULL_IN_PICTURE.sub("", words.picture),
        word="" if words.word == word else words.word,  # the phase of unwinding is no instruction's
    )


def _in_lines(flow: str, listing: Listing) -> str:
    """Where control goes, by line: a class sees no offsets. Nothing where it just goes on."""
    match = _OFFSET.fullmatch(flow.partition(", when it has ")[0])
    if match is None:
        return flow
    way, offset = match[1].strip(), int(match[2])
    if not way:
        return ""
    line = next((row.line for row in listing.rows if offset in (row.offset, row.start)), None)
    return f"next: {way} line {line}" if line is not None else flow
