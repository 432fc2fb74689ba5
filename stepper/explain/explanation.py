"""From a stop to an Explanation: which kind of stop it is, and what goes beside the sentence."""

from __future__ import annotations

from typing import NamedTuple, Optional, Sequence

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
from stepper.explain.situation import Situation, brief, row_number
from stepper.explain.words import WORDS
from stepper.protocol import Block, Listing, Row, Snapshot


class Explanation(NamedTuple):
    """The words for one stop. All but ``mnemonic`` may be empty when there is nothing to say."""

    mnemonic: str  # "BINARY_OP"; at the end of the program "END"
    sentence: str  # "Pop 1 and 4, push 4 + 1 = 5."
    effect: str  # "stack 2 → 1", "2 frames → 3"
    flow: str  # "next: 34", "next: jumps to 46"
    documentation: str  # the opcode's own sentence and its stack picture


def explain(snapshot: Snapshot, listing: Optional[Listing]) -> Explanation:
    """Explain the instruction the shown frame is at."""
    reasons = {reason.kind: reason.text for reason in snapshot.reasons}
    view = snapshot.view
    if view is None or listing is None or "end" in reasons:
        return Explanation("END", _sentence(reasons.get("end", "There is no frame left")), "", "", "")
    number = row_number(listing, view.header.offset)
    if number is None:
        return Explanation("", "The listing has no instruction here.", "", "", "")
    now = Situation(snapshot, view, listing, number)
    documentation = _documentation(now.row)
    if snapshot.selected:
        return Explanation(now.row.opname, _waiting(now), "", "", documentation)
    if snapshot.exception is not None:
        return _explain_exception(now, "raised" in reasons, documentation)
    phrase = WORDS.get(now.row.opname, describe_by_picture)
    return Explanation(now.row.opname, _foresee(now, phrase(now)), effect(now), flow(now), documentation)


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
    return f"{sentence.rstrip('.')}: this raises {raises}."


def _documentation(row: Row) -> str:
    """The opcode's summary and its stack picture."""
    before, after = " ".join(("..", *row.before)), " ".join(("..", *row.after))
    picture = f"[{before}] → [{after}]"
    return f"{row.summary}  {picture}" if row.summary else picture


def _waiting(now: Situation) -> str:
    """A frame further out is in the middle of its instruction."""
    callee = now.snapshot.frames[now.snapshot.selected - 1]
    who = "native code" if callee.kind == "native" else callee.qualname
    return f"{now.row.opname} at {now.row.offset} is under way: this frame waits for {who}."


def _explain_exception(now: Situation, raised: bool, documentation: str) -> Explanation:
    """An exception is on its way: what it is, and where control goes."""
    exception = now.snapshot.exception
    assert exception is not None
    what = brief(exception.text, 80)
    what = f"{what} is raised here" if raised else f"{what} is on its way"
    block = _handler(now)
    if block is not None:
        drop = len(now.stack) - block.depth
        effect = f"stack {len(now.stack)} → {block.depth}, then the exception is pushed" if drop > 0 else ""
        sentence = f"{what}: go to the handler at {block.target}."
        return Explanation(
            now.row.opname, sentence, effect, f"next: the handler at {block.target}", documentation
        )
    frames = len(now.snapshot.frames)
    if now.caller:
        sentence = f"{what}: no handler in this frame covers it, so the frame is left."
        return Explanation(
            now.row.opname, sentence, f"frames {frames} → {frames - 1}", f"next: {now.caller}", documentation
        )
    sentence = f"{what}: nothing handles it, so the program ends with a traceback."
    return Explanation(
        now.row.opname, sentence, f"frames {frames} → 0", "next: the program ends", documentation
    )


def _handler(now: Situation) -> Optional[Block]:
    """The block that gets the exception.

    A "handler" block catches from 3.11 on, where it is a table entry; up to 3.10 it is the interpreter's
    EXCEPT_HANDLER, which unwinding only pops. Only from 3.11 on do listings hold blocks that the code keeps.
    """
    has_table = any(block.kept for block in now.listing.blocks)
    for block in reversed(now.view.blocks):
        if block.kept and (has_table or block.kind != "handler"):
            return block
    return None


def _list(texts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(texts) < 2:
        return "".join(texts)
    return ", ".join(texts[:-1]) + " and " + texts[-1]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."
