"""Words for generators, coroutines and async generators."""

from __future__ import annotations

from stepper.explain.situation import Situation
from stepper.explain.words import templates, words

templates(
    GEN_START="Pop {tos}: the value sent to start a generator is always None.",
    GET_YIELD_FROM_ITER="Pop {tos}, push the iterator that yield from will ask.",
    GET_AWAITABLE="Pop {tos}, push the iterator that await will ask.",
    GET_AITER="Pop {tos}, push its asynchronous iterator.",
    GET_ANEXT="Push an awaitable for the next value of the asynchronous iterator {tos}, which stays.",
    ASYNC_GEN_WRAP="Pop {tos}, wrap it as a value that an async generator yields.",
)


@words("RETURN_GENERATOR")
def return_generator(now: Situation) -> str:
    """The frame lives on inside the generator object."""
    kinds = {"COROUTINE": "a coroutine", "ASYNC_GENERATOR": "an async generator"}
    kind = next((word for flag, word in kinds.items() if flag in now.listing.flags), "a generator")
    to = f" to {now.whom}" if now.caller else ""
    return f"Make {kind} of this frame and return it{to}: the body waits until it is asked for."


@words("RESUME")
def resume(now: Situation) -> str:
    """The low bits say after what the frame goes on."""
    after = {1: "after a yield", 2: "after a yield from", 3: "after an await"}.get(now.arg & 3)
    if after is None:
        return "Start of the body: only check for signals and other threads."
    checks = ": only check for signals and other threads" if now.arg & 3 == 1 else ""
    return f"The body goes on {after}{checks}."


@words("YIELD_VALUE")
def yield_value(now: Situation) -> str:
    """The frame keeps its stack and locals."""
    to = f" to {now.whom}" if now.caller else " to who asked for the next value"
    return f"Pop {now.operand('value', 1)} and hand it{to}: this frame is suspended."


@words("YIELD_FROM")
def yield_from(now: Situation) -> str:
    """Up to 3.10: the instruction runs again for each value, as f_lasti steps back (Python/ceval.c)."""
    receiver, value = now.operand(at=2), now.operand(at=1)
    return f"Send {value} to {receiver}: yield what it yields and come back here, or push what it returns."


@words("SEND")
def send(now: Situation) -> str:
    """It jumps when the receiver has returned."""
    receiver = now.operand("receiver", len(now.row.before) or 2)
    value = now.operand("value", 1)
    if now.forecast.jumps:
        return f"Send {value} to {receiver}: it is exhausted, so push None and jump to {now.target}."
    if now.forecast.jumps is False:
        return f"Send {value} to {receiver}: push what it yields, {now.pushes('its next value')}."
    otherwise = f"when it returns, the result and jump to {now.target}"
    return f"Send {value} to {receiver}: push what it yields, or, {otherwise}."


@words("END_SEND")
def end_send(now: Situation) -> str:
    """The receiver has served."""
    receiver = now.operand("receiver", len(now.row.before) or 2)
    return f"Pop {receiver}, which has returned, from under its result {now.operand(at=1)}."


@words("CLEANUP_THROW")
def cleanup_throw(now: Situation) -> str:
    """An exception was thrown into a delegating generator."""
    return (
        f"If {now.operand(at=1)} is a StopIteration push its value as the result, else let it go on its way."
    )


@words("END_ASYNC_FOR")
def end_async_for(now: Situation) -> str:
    """Up to 3.10 seven entries; the exception's value is under its type."""
    old_style = len(now.row.before) == 7
    exception = now.operand(at=2 if old_style else 1)
    return f"If {exception} is a StopAsyncIteration the loop is over, else it goes on its way."
