"""Explanations: all opcodes, exceptions, what stands beside the sentence, and the length of values."""

from __future__ import annotations

from itertools import product
from typing import Any, Optional

import pytest

from stepper.explain import Explanation, explain
from stepper.explain.explanation import describe_by_picture
from stepper.explain.situation import Situation, shorten
from stepper.explain.words import WORDS, words
from stepper.protocol import Block, Forecast, Reason, Unwinding, Value
from tests.explaining import explained, sentence, sure
from tests.opcode_names import OPCODE_NAMES
from tests.records import NULL, block, header, listing, row, slot, snapshot, value

# ---- every opcode ----


@pytest.mark.parametrize("opname", OPCODE_NAMES)
def test_every_opcode_has_words_of_its_own(opname: str) -> None:
    assert opname in WORDS


@pytest.mark.parametrize("opname", [*OPCODE_NAMES, "OPCODE_OF_THE_FUTURE"])
def test_any_stop_gets_one_short_sentence(opname: str) -> None:
    """Whatever the records say: a stack that is not known, huge values, no argument text."""
    huge = slot("[" + "7, " * 100 + "7]")
    forecasts = (
        Forecast(),
        Forecast(jumps=True),
        Forecast(jumps=False),
        Forecast(raises="TypeError"),
        sure(7),
    )
    for arg, depth, argrepr, forecast in product(
        (None, 0, 1, 2, 4), (0, 1, 9), ("", "name_" * 60), forecasts
    ):
        given = explained(opname, [huge] * depth, forecast, arg=arg, argrepr=argrepr, target=40).sentence
        assert given[0].upper() == given[0] and given.endswith(".") and ". " not in given
        assert "{" not in given and "  " not in given and len(given) < 180


def test_an_opcode_cannot_have_two_meanings() -> None:
    with pytest.raises(ValueError, match="POP_TOP has words already"):
        words("POP_TOP")(lambda now: "")


def test_an_unknown_opcode_is_described_by_its_picture() -> None:
    known = {"before": ("left", "right"), "after": ("result",), "summary": "Join two values."}
    assert sentence("JOIN", [slot(4), slot(1)], **known) == "Join two values: pop 4 and 1, push result."
    assert sentence("JOIN", [slot(4), slot(1)], sure(41), **known) == "Join two values: pop 4 and 1, push 41."
    assert sentence("IDLE") == "Leave the stack as it is."


# ---- exceptions ----

NO = Value("ValueError('no')", "ValueError")


def on_its_way(phase: str, handler: Optional[Block] = None, **given: Any) -> Explanation:
    """Explain a phase of unwinding at offset 10, with two entries on the stack."""
    has_table, left = given.pop("has_table", True), given.pop("left", "")
    pushes = tuple(map(value, given.pop("pushes", ())))
    frames = given.pop("frames", [header("fact", 10, frame=2), header("<module>")])
    stop = snapshot(
        given.pop("stack", [slot(1), slot(2)]),
        10,
        reasons=(phase,),
        exception=NO,
        frames=frames,
        unwinding=Unwinding(phase, left, has_table, handler, pushes),
    )
    return explain(stop, listing([row("NOP", 8), row("CALL", 10), row("POP_TOP", 18), row("NOP", 20)]))


def test_raised() -> None:
    shown = on_its_way("raised")
    assert shown.mnemonic == "CALL"
    assert shown.sentence == (
        "ValueError('no') is raised at 10: look in the exception table for an entry that covers 10."
    )
    assert shown.flow == "next: what the search finds"
    assert on_its_way("raised", left="fact", has_table=False).sentence == (
        "ValueError('no') comes out of fact, called at 10: look on the block stack for a handler."
    )


def test_a_handler_was_found() -> None:
    shown = on_its_way("found", block("try", 8, 20, 34, depth=1))
    assert shown.sentence == (
        "Entry 8 to 18 of the exception table covers 10: "
        "cut the stack to depth 1 and go to the handler at 34."
    )
    assert (shown.effect, shown.flow) == ("stack 2 → 1", "next: push the exception")
    assert shown.word == "handler found" and shown.documentation.startswith("No instruction runs now")
    assert shown.picture == "[.. 2] → [..]"
    assert on_its_way("found", block("finally", 8, 20, 34, depth=2), has_table=False).sentence == (
        "The topmost block is a finally block: leave the stack as it is and go to the handler at 34."
    )


def test_the_stack_was_cut() -> None:
    handler = block("try", 8, 20, 34, depth=2)
    shown = on_its_way("cut", handler, pushes=[NO])
    assert shown.sentence == "Push ValueError('no'); go to the handler at 34."
    assert (shown.effect, shown.flow) == ("stack 2 → 3", "next: the handler at 34")
    assert shown.picture == "[..] → [.. ValueError('no')]"
    assert on_its_way("cut", handler, pushes=[5, NO]).sentence == (
        "Push 5 (where it failed, in code units) and ValueError('no'); go to the handler at 34."
    )
    six = ["NULL", "NULL", "None", "<traceback, line 2>", NO, "<class ValueError>"]
    shown = on_its_way("cut", handler, has_table=False, pushes=six)
    assert shown.sentence == (
        "Push three entries for what was handled before (none), three for ValueError('no'); "
        "go to the handler at 34."
    )
    assert shown.effect == "stack 2 → 8"


def test_the_block_of_a_handler_is_in_the_way() -> None:
    handler = block("handler", 8, 20, 34, depth=0)
    saved = [slot("<traceback, line 2>"), slot("KeyError('k')"), slot("<class KeyError>")]
    assert on_its_way("dropped", handler, has_table=False, stack=[*saved, slot(7)]).sentence == (
        "The topmost block is an except handler's: drop it, KeyError('k') is handled again; "
        "look further down."
    )
    shown = on_its_way("dropped", handler, has_table=False, stack=[NULL, NULL, slot("None")])
    assert "drop it, no exception is handled any more;" in shown.sentence
    assert shown.effect == "stack 3 → 0"


def test_unwinding_leaves_the_frame() -> None:
    shown = on_its_way("unwinding")
    assert (
        shown.sentence == "No entry of the table covers 10: ValueError('no') leaves this frame for <module>."
    )
    assert (shown.effect, shown.flow) == ("2 frames → 1", "next: the search for a handler in <module>")
    native = [header("key", 10, frame=2), header("", kind="native"), header("<module>")]
    assert on_its_way("unwinding", frames=native).flow == "next: back in native code"


def test_an_exception_that_nobody_handles() -> None:
    shown = on_its_way("unwinding", frames=[header("<module>", 10)], has_table=False)
    assert shown.sentence == (
        "The block stack is empty: ValueError('no') leaves the last frame, "
        "and ends the program with a traceback."
    )
    assert shown.flow == "next: the end of the program"


def test_pop_block_names_the_block() -> None:
    assert sentence("POP_BLOCK", blocks=[block("try", 4, 20, 34), block("loop", 6, 18, 6)]) == (
        "Pop the try block that goes to 34: its body has ended without an exception."
    )


def test_with_except_start_finds_the_exit_by_its_role() -> None:
    stack = [
        slot("<bound method Lock.__exit__ of <Lock object>>", "exit function"),
        slot(12),
        slot("ValueError()"),
    ]
    assert sentence("WITH_EXCEPT_START", stack) == (
        "Call Lock.__exit__ with the exception, push its answer: true means the exception is dealt with."
    )


def test_a_certain_exception_is_named_whatever_the_words() -> None:
    assert sentence("GET_AITER", [slot(3)], Forecast(raises="TypeError")) == (
        "Pop 3, push its asynchronous iterator: raises TypeError."
    )


# ---- beside the sentence ----


def test_effect_of_a_plain_instruction() -> None:
    shown = explained(
        "BINARY_OP", [slot(4), slot(1)], argrepr="+", before=("left", "right"), after=("result",)
    )
    assert (shown.effect, shown.flow) == ("stack 2 → 1", "next: 12")


def test_effect_of_a_jump_is_the_depth_at_its_target() -> None:
    loop = {
        "target": 58,
        "conditional": True,
        "before": ("iterator",),
        "after": ("iterator", "value"),
        "depth": 1,
    }
    others = [row("STORE_FAST", 12, depth=2), row("RETURN_CONST", 58, depth=0)]
    shown = explained("FOR_ITER", [slot("<it>")], Forecast(jumps=True), others=others, **loop)
    assert (shown.effect, shown.flow) == ("stack 1 → 0", "next: jumps to 58")
    shown = explained("FOR_ITER", [slot("<it>")], Forecast(jumps=False), others=others, **loop)
    assert (shown.effect, shown.flow) == ("stack 1 → 2", "next: 12")
    shown = explained("FOR_ITER", [slot("<it>")], others=others, **loop)
    assert (shown.effect, shown.flow) == ("stack 1 → 2 or 0", "next: 12, or jumps to 58")


def test_a_loop_over_a_generator_enters_its_frame() -> None:
    given = {"target": 58, "conditional": True, "before": ("iterator",), "after": ("iterator", "value")}
    shown = explained("FOR_ITER", [slot("<generator squares>")], Forecast(enters="squares"), **given)
    assert (shown.effect, shown.flow) == ("1 frame → 2", "next: inside squares")


def test_arming_a_handler_is_no_jump() -> None:
    assert explained("SETUP_FINALLY", target=34, conditional=True).flow == "next: 12"


def test_the_next_instruction_may_begin_with_an_extended_arg() -> None:
    assert explained("NOP", others=[row("JUMP_FORWARD", 14, start=12)]).flow == "next: 12"


def test_what_the_last_frame_returned_is_shown() -> None:
    shown = explained("STORE_FAST", [slot(24)], argrepr="n", before=("value",), returned=value(24))
    assert shown.effect == "returned 24 · stack 1 → 0"


def test_the_word_of_a_class() -> None:
    assert explained("BINARY_OP", argrepr="+=").word == explained("INPLACE_ADD").word == "add"
    assert explained("POP_JUMP_FORWARD_IF_FALSE").word == "branch"
    assert explained("RESUME").word == ""


def test_documentation() -> None:
    shown = explained(
        "BINARY_OP", before=("left", "right"), after=("result",), summary="Replace two operands."
    )
    assert shown.documentation == "Replace two operands.  [.. left right] → [.. result]"


def test_a_frame_further_out_waits() -> None:
    frames = [header("fact", 4, frame=2), header("<module>", 10)]
    shown = explain(snapshot(frames=frames, selected=1), listing([row("CALL", 10)]))
    assert shown.sentence == "CALL at 10 is under way: this frame waits for fact."


def test_a_frame_that_cpython_itself_runs() -> None:
    frames = [header("key", 4, frame=2), header("sorted", kind="native")]
    shown = explain(snapshot(frames=frames, selected=1), None)
    assert shown.sentence == "CPython itself runs this frame, sorted: it has no rows to step through."


def test_the_end_of_the_program() -> None:
    stop = snapshot()._replace(view=None, frames=(), reasons=(Reason("end", "the program has finished"),))
    assert explain(stop, None) == Explanation("END", "The program has finished.", "", "", "")
    failed = stop._replace(exception=NO)
    assert explain(failed, None).sentence == "The program has finished: ValueError('no')."


def test_ascii_words_have_ascii_arrows() -> None:
    stop = snapshot([slot(7)], 10)
    shown = explain(stop, listing([row("STORE_FAST", 10, argrepr="n", before=("value",))]), ascii=True)
    assert all(text.isascii() for text in shown)
    assert shown.effect == "stack 1 -> 0"


# ---- short values ----


def test_shorten_keeps_the_closing_bracket() -> None:
    assert shorten("[1, 2, 3, 4, 5, 6]", 10) == "[1, 2, 3…]"
    assert shorten("'abcdefghijkl'", 8) == "'abcde…'"
    assert shorten("'abcdefghijkl'… (90)", 8) == "'abcde…'"
    assert shorten("ValueError('abcdefghijkl')", 16) == "ValueError('ab…)"
    assert shorten("12345678", 4) == "123…"
    assert shorten("[1]", 10) == "[1]"


def test_values_get_shorter_where_there_are_many() -> None:
    huge = slot("[" + "7, " * 200 + "]")
    alone, both = sentence("POP_TOP", [huge]), sentence("STORE_SUBSCR", [huge, huge, huge])
    assert len(alone) < 96 and len(both) < 96
    assert alone.count("7") > both.count("7") / 3


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<function fact>", "fact"),
        ("<function outer.<locals>.inner>", "inner"),
        ("<function <lambda>>", "<lambda>"),
        ("<function fact at 0x7f00>", "fact"),
        ("<bound method Point.move of <Point object>>", "Point.move"),
        ("<built-in method append of list object>", "append"),
        ("<method append of list objects>", "append"),
        ("<class '__main__.Point'>", "Point"),
        ("<class Point>", "Point"),
        ("functools.partial(<function f>)", "functools.partial(<function f>)"),
    ],
)
def test_names_of_callables(text: str, name: str) -> None:
    stop = snapshot()
    assert stop.view is not None
    now = Situation(stop, stop.view, listing([row("NOP")]), 0)
    assert now.callable_name(value(text)) == name


def test_the_fallback_is_reachable_only_without_words() -> None:
    stop = snapshot([slot(1)])
    assert stop.view is not None
    now = Situation(stop, stop.view, listing([row("POP_TOP", before=("value",))]), 0)
    assert describe_by_picture(now) == "Pop 1."
    assert explain(stop, now.listing).sentence == "Pop 1 and drop it."
