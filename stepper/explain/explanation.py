"""From a stop to an Explanation: which kind of stop it is, and what goes beside the sentence."""

from __future__ import annotations

from typing import Dict, NamedTuple, Optional, Sequence

from stepper.explain import (  # noqa: F401  (importing a family fills the table of words)
    attributes,
    build,
    calls,
    exceptions,
    generators,
    jumps,
    names,
    operators,
    patterns,
    stack,
)
from stepper.explain.outcome import effect, flow
from stepper.explain.picture import general, picture
from stepper.explain.situation import Situation, row_number, shorten
from stepper.explain.unwinding import NO_INSTRUCTION, unwinding_words
from stepper.explain.words import WORDS
from stepper.lessons.words import word_for
from stepper.protocol import Listing, Row, Snapshot


class Explanation(NamedTuple):
    """The words for one stop. All but ``mnemonic`` may be empty when there is nothing to say."""

    mnemonic: str  # "BINARY_OP"; at the end of the program "END"
    sentence: str  # "Pop 1 and 4, push 4 + 1 = 5."
    effect: str  # "stack 2 → 1", "2 frames → 3"
    flow: str  # "next: 34", "next: jumps to 46"
    documentation: str  # the opcode's own sentence and its stack picture
    picture: str = ""  # "[.. 4 1] → [.. 5]"
    # What a class calls it, the same on every version: "add", "next"; the phase of unwinding; or "".
    word: str = ""


_LENGTH = 96  # characters of a sentence, where shortening the values in it can help
_LIMITS = (48, 32, 20, 14)  # characters of a value, from generous to scarce
_ASCII = str.maketrans({"→": "->", "…": "...", "·": "|"})


def explain(snapshot: Snapshot, listing: Optional[Listing], ascii: bool = False) -> Explanation:
    """Explain the stop: the instruction the frame is at, an exception on its way, or the program's end."""
    explanation = _explain(snapshot, listing)
    return Explanation(*(text.translate(_ASCII) for text in explanation)) if ascii else explanation


def _explain(snapshot: Snapshot, listing: Optional[Listing]) -> Explanation:
    reasons = {reason.kind: reason.text for reason in snapshot.reasons}
    view = snapshot.view
    if view is None or "end" in reasons:
        return Explanation("END", _end(snapshot, reasons), "", "", "")
    if listing is None:
        who = view.header.qualname
        return Explanation(
            "", f"CPython itself runs this frame, {who}: it has no rows to step through.", "", "", ""
        )
    number = row_number(listing, view.header.offset)
    if number is None:
        return Explanation("", "The listing has no instruction here.", "", "", "")
    now = Situation(snapshot, view, listing, number)
    documentation = _documentation(now.row)
    if snapshot.selected:
        return Explanation(now.row.opname, _waiting(now), "", "", documentation)
    if snapshot.unwinding is not None:
        said = unwinding_words(now, snapshot.unwinding)
        texts = (said.sentence, said.effect, said.flow, NO_INSTRUCTION, said.picture, said.phase)
        return Explanation(now.row.opname, *texts)
    phrase = WORDS.get(now.row.opname, describe_by_picture)
    for limit in _LIMITS:
        sentence = _foresee(now, phrase(Situation(snapshot, view, listing, number, limit)))
        if len(sentence) <= _LENGTH:
            break
    beside = (effect(now), flow(now), documentation, picture(now), word_for(now.row))
    return Explanation(now.row.opname, sentence, *beside)


def _end(snapshot: Snapshot, reasons: Dict[str, str]) -> str:
    """How the program ended, as far as the stop says it."""
    text = reasons.get("end", "There is no frame left: the program is over")
    if snapshot.exception is not None and snapshot.exception.type not in text:
        text = f"{text.rstrip('.')}: {shorten(snapshot.exception.text, 64)}"
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else text + "."


def describe_by_picture(now: Situation) -> str:
    """True words for an instruction without words of its own: its summary and its stack picture."""
    parts = []
    if now.row.before:
        parts.append("pop " + _list(now.top(len(now.row.before)) or now.row.before))
    if now.row.after:
        parts.append("push " + (now.result or _list(now.row.after)))
    text = ", ".join(parts) or "leave the stack as it is"
    summary = now.row.summary.rstrip(".")
    return f"{summary}: {text}." if summary else text[0].upper() + text[1:] + "."


def _foresee(now: Situation, sentence: str) -> str:
    """The sentence, with the exception that is certain to come unless the words name it themselves."""
    raises = now.forecast.raises
    if not raises or raises in sentence:
        return sentence
    return f"{sentence.rstrip('.')}: raises {raises}."


def _documentation(row: Row) -> str:
    """The opcode's summary and its stack picture."""
    shown = general(row.before, row.after)
    return f"{row.summary}  {shown}" if row.summary else shown


def _waiting(now: Situation) -> str:
    """A frame further out is in the middle of its instruction."""
    callee = now.snapshot.frames[now.snapshot.selected - 1]
    who = "native code" if callee.kind == "native" else callee.qualname
    return f"{now.row.opname} at {now.row.offset} is under way: this frame waits for {who}."


def _list(texts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(texts) < 2:
        return "".join(texts)
    return ", ".join(texts[:-1]) + " and " + texts[-1]
