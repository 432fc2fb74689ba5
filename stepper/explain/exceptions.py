"""Words for raising, handling, blocks and `with`."""

from __future__ import annotations

from stepper.explain.situation import Situation
from stepper.explain.words import templates, words

templates(
    SETUP_FINALLY="Push an exception block: on an exception go to {target}.",
    SETUP_ASYNC_WITH="Push an exception block for the async with body: on an exception go to {target}.",
    PUSH_EXC_INFO="Make {tos} the handled exception, push the one handled before below it.",
    BEFORE_ASYNC_WITH="Pop {tos}, push its __aexit__ for later and what __aenter__ returns, to be awaited.",
    PREP_RERAISE_STAR="Pop what the except* clauses left and raised, push what must go on, or None.",
)


def _no_manager(now: Situation) -> str:
    return f"No __enter__ and __exit__ in the class of {now.operand(at=1)}: raises {now.forecast.raises}."


@words("SETUP_WITH")
def setup_with(now: Situation) -> str:
    """Up to 3.10."""
    if now.forecast.raises:
        return _no_manager(now)
    return (
        f"Pop {now.operand(at=1)}, push its __exit__ for later, "
        f"an exception block that goes to {now.target}, and what its __enter__ returns."
    )


@words("BEFORE_WITH")
def before_with(now: Situation) -> str:
    """3.11 to 3.13."""
    if now.forecast.raises:
        return _no_manager(now)
    return f"Pop {now.operand(at=1)}, push its __exit__ for later and what its __enter__ returns."


@words("WITH_EXCEPT_START")
def with_except_start(now: Situation) -> str:
    """__exit__ has waited deeper in the stack; where, differs by version, so its role says it."""
    exit_ = next((slot for slot in now.stack if slot.role.startswith("exit")), None)
    who = "the __exit__ that waits on the stack" if exit_ is None else now.callable_name(exit_.value)
    return f"Call {who} with the exception, push its answer: true means the exception is dealt with."


@words("POP_BLOCK")
def pop_block(now: Situation) -> str:
    """Up to 3.10."""
    kept = [block for block in now.view.blocks if block.kept]
    if not kept:
        return "Pop the innermost block: its body has ended without an exception."
    block = f"{kept[-1].kind} block that goes to {kept[-1].target}"
    return f"Pop the {block}: its body has ended without an exception."


@words("RAISE_VARARGS")
def raise_varargs(now: Situation) -> str:
    """0: bare raise, 1: raise x, 2: raise x from y."""
    if now.arg == 0:
        return "Raise the exception being handled again."
    if now.arg == 1:
        return f"Pop {now.operand(at=1)} and raise it."
    return f"Pop {now.operand(at=1)} and {now.operand(at=2)}, raise the second with the first as its cause."


@words("RERAISE")
def reraise(now: Situation) -> str:
    """Up to 3.10 an exception is three entries: traceback, value, type."""
    old_style = len(now.row.before) == 3 and "exception" not in now.row.before
    value = now.operand("exception", 2 if old_style else 1)
    return f"Pop {value} and let it go on its way: no clause here has dealt with it."


@words("POP_EXCEPT")
def pop_except(now: Situation) -> str:
    """The exception handled before becomes the handled one again."""
    old_style = len(now.row.before) == 3
    previous = now.operand(at=2 if old_style else 1)
    popped = "three entries" if old_style else previous
    none = previous in ("None", "NULL")
    if now.following is not None and now.following.opname == "RERAISE":
        left = "none is" if none else f"{previous} is the one"
        return f"The handler is left by an exception: pop {popped}, {left} being handled now."
    if none:
        return f"The exception is dealt with: pop {popped}, no exception is being handled any more."
    return f"The exception is dealt with: pop {popped}, {previous} is the one being handled again."


@words("CHECK_EXC_MATCH")
def check_exc_match(now: Situation) -> str:
    """The exception stays for the handler."""
    wanted = now.slot(at=1)
    kind = "the class" if wanted is None else now.callable_name(wanted.value)
    answer = f": {now.result}" if now.result is not None else ""
    return f"Pop {kind}, push whether {now.operand(at=2)} matches it{answer}."


@words("CHECK_EG_MATCH")
def check_eg_match(now: Situation) -> str:
    """except*: the group is split."""
    group, slot = now.operand(at=2), now.slot(at=1)
    wanted = "the class" if slot is None else now.callable_name(slot.value)
    return f"Split {group} by {wanted}: push what does not match, then what does, or None."


@words("JUMP_IF_NOT_EXC_MATCH")
def jump_if_not_exc_match(now: Situation) -> str:
    """Up to 3.10."""
    kind, wanted = (
        "the class" if slot is None else now.callable_name(slot.value)
        for slot in (now.slot(at=2), now.slot(at=1))
    )
    if now.forecast.jumps is None:
        return f"Pop {wanted} and {kind}: if they do not match jump to {now.target}, else go on."
    if now.forecast.jumps:
        return f"Pop both, as {kind} does not match {wanted}, and jump to {now.target}."
    return f"Pop both, as {kind} matches {wanted}, and go on with the handler."
