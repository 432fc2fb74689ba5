"""One instruction at one stop, explained: what the tests of the words have in common."""

from __future__ import annotations

from typing import Any, Optional, Sequence

from stepper.explain import Explanation, explain
from stepper.protocol import Forecast, StackSlot
from tests.records import listing, row, snapshot, value


def explained(
    opname: str, stack: Sequence[StackSlot] = (), forecast: Optional[Forecast] = None, **given: Any
) -> Explanation:
    """Explain one instruction at offset 10; what is no field of the stop or of the code is the row's."""
    at_stop = {key: given.pop(key) for key in ("variables", "blocks", "frames", "returned") if key in given}
    code = {key: given.pop(key) for key in ("freevars", "cellvars", "flags", "others") if key in given}
    others = code.pop("others", [row("NOP", 12)])
    before = [other for other in others if other.offset < 10]
    after = [other for other in others if other.offset > 10]
    shown = listing([*before, row(opname, 10, **given), *after], **code)
    return explain(snapshot(stack, 10, forecast=forecast, **at_stop), shown)


def sentence(*given: Any, **more: Any) -> str:
    """Only the sentence of it."""
    return explained(*given, **more).sentence


def sure(thing: object) -> Forecast:
    """A forecast that the instruction pushes ``thing``."""
    return Forecast(result=value(thing))
