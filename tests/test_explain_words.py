"""The sentence of each kind of instruction."""

from __future__ import annotations

from typing import Sequence

import pytest

from stepper.protocol import Forecast, StackSlot
from tests.explaining import explained, sentence, sure
from tests.records import NULL, header, row, slot, value, variable

# ---- values on the stack ----


def test_pop_top() -> None:
    assert sentence("POP_TOP", [slot("None")]) == "Pop None and drop it."


def test_copy_and_swap() -> None:
    stack = [slot("a"), slot("b"), slot("c")]
    assert sentence("COPY", stack, arg=1) == "Push c once more."
    assert sentence("COPY", stack, arg=3) == "Push a, the 3rd from the top, once more."
    assert sentence("SWAP", stack, arg=2) == "Swap c on the top with b, below it."
    assert sentence("SWAP", stack, arg=3) == "Swap c on the top with a, the 3rd from the top."


def test_rotations_ignore_stray_arguments() -> None:
    stack = [slot(n) for n in range(5)]
    assert sentence("ROT_THREE", stack, arg=7) == "Move 4 down from the top to below the next 2 values."
    assert sentence("ROT_N", stack, arg=5) == "Move 4 down from the top to below the next 4 values."


def test_a_nop_names_its_line() -> None:
    assert sentence("NOP", line=7) == "Do nothing: this only marks line 7."
    assert sentence("NOP", line=None) == "Do nothing."


# ---- operators ----


def test_binary_op_with_a_certain_result() -> None:
    stack = [slot(4, "left"), slot(1, "right")]
    assert sentence("BINARY_OP", stack, sure(5), argrepr="+") == "Pop 1 and 4, push 4 + 1 = 5."
    assert sentence("BINARY_OP", stack, sure(5), argrepr="+=") == "Pop 1 and 4, push 4 + 1 = 5."
    assert sentence("BINARY_ADD", stack, sure(5)) == "Pop 1 and 4, push 4 + 1 = 5."
    assert sentence("INPLACE_POWER", stack, sure(4)) == "Pop 1 and 4, push 4 ** 1 = 4."


def test_binary_op_whose_result_is_not_known_invents_none() -> None:
    stack = [slot("[1]", "left"), slot("[2]", "right")]
    assert sentence("BINARY_OP", stack, argrepr="+=") == "Pop [2] and [1], push the result of [1] += [2]."


def test_binary_op_that_raises() -> None:
    stack = [slot(4), slot(0)]
    assert sentence("BINARY_OP", stack, Forecast(raises="ZeroDivisionError"), argrepr="/") == (
        "Pop 0 and 4 for 4 / 0: raises ZeroDivisionError."
    )


def test_comparisons() -> None:
    stack = [slot(4), slot(1)]
    assert (
        sentence("COMPARE_OP", stack, sure(False), argrepr="bool(<)")
        == "Pop 1 and 4, push 4 < 1, which is False."
    )
    assert sentence("IS_OP", stack, sure(True), arg=1) == "Pop 1 and 4, push 4 is not 1, which is True."
    assert sentence("CONTAINS_OP", stack, arg=0) == "Pop 1 and 4, push the answer to 4 in 1."


def test_unary_operators() -> None:
    assert sentence("UNARY_NEGATIVE", [slot(4)], sure(-4)) == "Pop 4, push its negative, -4."
    assert sentence("UNARY_NEGATIVE", [slot(-4)], sure(4)) == "Pop -4, push its negative, 4."
    assert sentence("UNARY_NOT", [slot("[]")], sure(True)) == "Pop [], push not [] = True."
    assert sentence("TO_BOOL", [slot("[]")], sure(False)) == "Pop [], push whether it is true: False."


# ---- names ----


def test_load_fast() -> None:
    here = [variable("n", 3)]
    assert sentence("LOAD_FAST", argrepr="n", variables=here) == "Push 3, the fast local n."
    assert sentence("LOAD_FAST_BORROW", (), sure(3), argrepr="n") == "Push 3, the fast local n."
    assert sentence("LOAD_FAST_CHECK", (), Forecast(raises="UnboundLocalError"), argrepr="x") == (
        "No local named x yet: raises UnboundLocalError."
    )


def test_load_fast_of_a_cell() -> None:
    cell = variable("n", 3, "cell")
    assert sentence("LOAD_FAST", argrepr="n", cellvars=("n",), variables=[cell]) == (
        "Push the cell of n, for the function about to be made."
    )


def test_store_fast() -> None:
    stack = [slot(7, "value")]
    assert sentence("STORE_FAST", stack, argrepr="n") == "Store 7 in the fast local n."
    assert sentence("STORE_FAST", stack, argrepr="n", variables=[variable("n", 3)]) == (
        "Store 7 in the fast local n (it was 3)."
    )
    assert "is not bound any more" in sentence("STORE_FAST", [NULL], argrepr="n")


def test_double_instructions() -> None:
    here = [variable("a", 1), variable("b", 2)]
    assert sentence("LOAD_FAST_LOAD_FAST", argrepr="a, b", variables=here) == (
        "Push 1 and 2, the fast locals a and b."
    )
    assert sentence("STORE_FAST_STORE_FAST", [slot(8), slot(9)], argrepr="a, b", variables=here) == (
        "Store 9 in the fast local a (it was 1) and 8 in b (it was 2)."
    )
    assert sentence("STORE_FAST_LOAD_FAST", [slot(9)], argrepr="a, b", variables=here) == (
        "Store 9 in the fast local a (it was 1), then push 2, the fast local b."
    )
    assert sentence("STORE_FAST_LOAD_FAST", [slot(9)], argrepr="x, x") == (
        "Store 9 in the fast local x, then push 9, the fast local x."
    )


def test_store_name_says_what_was_there() -> None:
    assert sentence("STORE_NAME", [slot(7)], argrepr="n", variables=[variable("n", 3, "name")]) == (
        "Store 7 under the name n (it was 3)."
    )


def test_import_name() -> None:
    assert (
        sentence("IMPORT_NAME", [slot(0), slot("None")], argrepr="math")
        == "Import the module math, and push it."
    )
    assert sentence("IMPORT_NAME", [slot(0), slot("('pi',)")], argrepr="math") == (
        "Import the module math, of which ('pi',) is wanted, and push it."
    )


# ---- items ----


def test_items() -> None:
    stack = [slot("[1, 2]"), slot(1)]
    assert sentence("BINARY_SUBSCR", stack, sure(2)) == "Pop 1 and [1, 2], push the item at 1, 2."
    assert sentence("BINARY_OP", stack, sure(2), argrepr="[]") == "Pop 1 and [1, 2], push the item at 1, 2."
    assert sentence("STORE_SUBSCR", [slot(7), *stack]) == "Store 7 in [1, 2] at 1; pop all three."
    assert sentence("BINARY_SUBSCR", [slot("[]"), slot(1)], Forecast(raises="IndexError")) == (
        "Nothing at 1 in []: raises IndexError."
    )


def test_slices_leave_out_open_ends() -> None:
    stack = [slot("'abc'"), slot("None"), slot(2)]
    assert sentence("BINARY_SLICE", stack) == "Pop the bounds [:2] and 'abc', push that slice of it."


# ---- containers and strings ----


def test_building() -> None:
    assert sentence("BUILD_LIST", arg=0) == "Push an empty list."
    assert (
        sentence("BUILD_TUPLE", [slot(1), slot(2)], sure((1, 2)), arg=2)
        == "Pop 1 and 2, push the tuple (1, 2)."
    )
    assert sentence("BUILD_LIST", [slot(1)], arg=1) == "Pop 1, push the list made of it."
    assert sentence("BUILD_MAP", [slot("'a'"), slot(1)], arg=1) == (
        "Pop the key 'a' and the value 1, push the dict made of them."
    )


def test_filling_a_container_further_down() -> None:
    stack = [slot("[1]", "list"), slot("<iterator>"), slot(2, "value")]
    assert sentence("LIST_APPEND", stack, arg=2) == "Pop 2, append it to the list [1]."


def test_unpacking() -> None:
    assert (
        sentence("UNPACK_SEQUENCE", [slot("(1, 2)")], arg=2)
        == "Pop (1, 2), push its 2 items, the first on top."
    )
    assert sentence("UNPACK_EX", [slot("'abcd'")], arg=1 | 2 << 8) == (
        "Pop 'abcd', push a list for the starred name, 1 before it and 2 after it, the first on top."
    )


def test_format_value_flags() -> None:
    assert sentence("FORMAT_VALUE", [slot(3)], arg=0) == "Pop 3, push it as text."
    assert sentence("FORMAT_VALUE", [slot(3), slot("'>5'")], sure("'    3'"), arg=2 | 4) == (
        "Pop 3, push repr(3) formatted by '>5', '    3'."
    )


# ---- jumps and loops ----


def test_conditional_jumps() -> None:
    go = {"target": 34, "conditional": True}
    assert sentence("POP_JUMP_IF_FALSE", [slot(True)], Forecast(jumps=False), **go) == (
        "Pop True: it is true, so go on with the next instruction."
    )
    assert sentence("POP_JUMP_FORWARD_IF_FALSE", [slot(False)], Forecast(jumps=True), **go) == (
        "Pop False: it is false, so jump to 34."
    )
    assert sentence("POP_JUMP_IF_NOT_NONE", [slot("None")], Forecast(jumps=False), **go) == (
        "Pop None: it is None, so go on with the next instruction."
    )
    assert sentence("POP_JUMP_IF_TRUE", [slot("<P object>")], **go) == (
        "Pop <P object>: if it is true jump to 34, else go on with the next instruction."
    )


def test_and_or_of_old_versions() -> None:
    assert sentence("JUMP_IF_FALSE_OR_POP", [slot(0)], Forecast(jumps=True), target=34) == (
        "Leave 0 on the stack: it is false, so jump to 34."
    )


def test_for_iter() -> None:
    stack = [slot("<range_iterator, 2 left>", "iterator")]
    loop = {"target": 58, "conditional": True, "before": ("iterator",), "after": ("iterator", "value")}
    assert sentence("FOR_ITER", stack, Forecast(value(3), jumps=False), **loop) == (
        "Push 3, the next value of <range_iterator, 2 left>."
    )
    assert sentence("FOR_ITER", stack, Forecast(jumps=True), **loop) == (
        "The iterator is exhausted: pop it and jump to 58."
    )
    assert sentence("FOR_ITER", [slot("<generator gen>")], **loop) == (
        "Push the next value of <generator gen>, or, when it is exhausted, pop it and jump to 58."
    )


def test_for_iter_leaves_the_iterator_where_a_pop_iter_follows() -> None:
    others = [row("END_FOR", 58), row("POP_ITER", 60)]
    assert sentence("FOR_ITER", [slot("<it>")], Forecast(jumps=True), target=58, others=others) == (
        "The iterator is exhausted: jump to 58."
    )


# ---- calls ----

NEW_FRAME = Forecast(callee="guest", enters="fact")
FACT = slot("<function fact>")
APPEND = slot("<built-in method append of list object>")


@pytest.mark.parametrize("stack", [[NULL, FACT, slot(4)], [FACT, NULL, slot(4)]])
def test_call_in_both_layouts(stack: Sequence[StackSlot]) -> None:
    shown = explained("CALL", stack, NEW_FRAME, arg=1)
    assert shown.sentence == "Call fact with (4): a new frame is pushed."
    assert shown.effect == "1 frame → 2"
    assert shown.flow == "next: the first instruction of fact"


def test_call_of_a_method_taken_apart() -> None:
    assert sentence("CALL_METHOD", [APPEND, slot("[1]"), slot(2)], Forecast(callee="native"), arg=1) == (
        "Call append with ([1], 2), which is native code."
    )


def test_call_of_a_class_promises_no_object() -> None:
    """It may raise, and type(x) makes none; what is sure is which function of yours runs first."""
    entering = Forecast(callee="class", enters="Point.__init__")
    assert sentence("CALL_FUNCTION", [slot("<class Point>"), slot(2)], entering, arg=1) == (
        "Call Point with (2), which is a class: Point.__init__ gets a frame."
    )


def test_call_without_arguments() -> None:
    assert sentence("CALL_FUNCTION", [slot("<class Point>")], Forecast(callee="class"), arg=0) == (
        "Call Point without arguments, which is a class."
    )


def test_call_with_keywords() -> None:
    names = slot("('end',)")
    assert (
        sentence("CALL_KW", [FACT, NULL, slot(4), slot("''"), names], arg=2) == "Call fact with (4, end='')."
    )
    assert (
        sentence("CALL_FUNCTION_KW", [FACT, slot(4), slot("''"), names], arg=2)
        == "Call fact with (4, end='')."
    )
    announced = [row("KW_NAMES", 6, argrepr="('end',)"), row("PRECALL", 8, arg=2)]
    assert sentence("CALL", [NULL, FACT, slot(4), slot("''")], arg=2, others=announced) == (
        "Call fact with (4, end='')."
    )


@pytest.mark.parametrize(
    ("stack", "arg"),
    [
        ([FACT, slot("(4,)")], 0),  # 3.9, 3.10
        ([NULL, FACT, slot("(4,)")], 0),  # 3.11, 3.12
        ([FACT, NULL, slot("(4,)")], 0),  # 3.13
        ([FACT, NULL, slot("(4,)"), NULL], 0),  # 3.14
    ],
)
def test_call_with_a_star(stack: Sequence[StackSlot], arg: int) -> None:
    before = tuple("x" * len(stack))
    assert sentence("CALL_FUNCTION_EX", stack, NEW_FRAME, arg=arg, before=before) == (
        "Call fact with (*(4,)): a new frame is pushed."
    )


def test_call_with_two_stars() -> None:
    stack = [NULL, FACT, slot("(4,)"), slot("{'end': ''}")]
    assert sentence("CALL_FUNCTION_EX", stack, arg=1, before=("a", "b", "c", "d")) == (
        "Call fact with (*(4,), **{'end': ''})."
    )


def test_many_arguments_are_counted() -> None:
    stack = [FACT, NULL, *(slot("'a long argument'") for _ in range(12))]
    words_ = sentence("CALL", stack, arg=12)
    assert words_.startswith("Call fact with 12 arguments, ('a long")
    assert len(words_) < 100


def test_return() -> None:
    frames = [header("fact", 10, frame=2), header("<module>")]
    shown = explained("RETURN_VALUE", [slot(24)], frames=frames)
    assert shown.sentence == "Return 24 to <module>: this frame is left."
    assert shown.effect == "2 frames → 1"
    assert shown.flow == "next: back in <module>"


def test_return_from_the_last_frame() -> None:
    shown = explained("RETURN_CONST", argrepr="None")
    assert shown.sentence == "Return the constant None: the last frame is left and the program ends."
    assert shown.flow == "next: the end of the program"


def test_return_to_native_code() -> None:
    frames = [header("key", 10, frame=2), header("sorted", kind="native"), header("<module>")]
    assert (
        sentence("RETURN_VALUE", [slot(24)], frames=frames)
        == "Return 24 to native code, called by <module>: this frame is left."
    )


def test_make_function() -> None:
    code = slot("<code object inner, line 3>")
    assert sentence("MAKE_FUNCTION", [code], arg=0) == (
        "Pop <code object inner, line 3>, push a new function that runs it."
    )
    old = [slot("(<cell>,)"), code, slot("'outer.<locals>.inner'")]
    assert sentence("MAKE_FUNCTION", old, arg=8, before=("closure", "code", "qualified name")) == (
        "Pop <code object inner, line 3> with its closure, push a new function that runs it."
    )


# ---- generators ----


def test_yield() -> None:
    frames = [header("squares", 10, frame=2), header("<module>")]
    shown = explained("YIELD_VALUE", [slot(9)], frames=frames)
    assert shown.sentence == "Pop 9 and hand it to <module>: this frame is suspended."
    assert shown.effect == "2 frames → 1"


def test_return_generator_says_what_is_made() -> None:
    assert "Make a coroutine" in sentence("RETURN_GENERATOR", flags=("COROUTINE",))
    assert "Make an async generator" in sentence("RETURN_GENERATOR", flags=("ASYNC_GENERATOR",))
    assert "Make a generator" in sentence("RETURN_GENERATOR", flags=("GENERATOR",))


# ---- exceptions ----


def test_pop_except() -> None:
    """Of the exception handled before it says whether there was one; and that another way out is none."""
    saved = [NULL, NULL, slot("None")]
    assert sentence("POP_EXCEPT", saved, before=("a", "b", "c")) == (
        "The exception is dealt with: pop three entries, no exception is being handled any more."
    )
    assert sentence("POP_EXCEPT", [slot("KeyError()")], before=("previous",)) == (
        "The exception is dealt with: pop KeyError(), KeyError() is the one being handled again."
    )
    assert sentence("POP_EXCEPT", [slot("None")], before=("previous",), others=[row("RERAISE", 12)]) == (
        "The handler is left by an exception: pop None, none is being handled now."
    )


def test_matching_an_exception() -> None:
    stack = [slot("<class TypeError>"), slot("<class KeyError>")]
    go = {"target": 34, "conditional": True}
    assert sentence("JUMP_IF_NOT_EXC_MATCH", stack, Forecast(jumps=True), **go) == (
        "Pop both, as TypeError does not match KeyError, and jump to 34."
    )


# ---- patterns ----


def test_patterns() -> None:
    stack = [slot("[1]"), slot("('k',)")]
    assert (
        sentence("MATCH_KEYS", stack, sure(None))
        == "Look up the keys ('k',) in [1]: one is missing, push None."
    )
    assert (
        sentence("MATCH_KEYS", stack, sure((1,)))
        == "Look up the keys ('k',) in [1], push their values, (1,)."
    )
    three = [slot(5), slot("<class Point>"), slot("('x',)")]
    assert sentence("MATCH_CLASS", three, sure(None)) == "Pop all three: 5 is no Point, push None."
    assert sentence("MATCH_CLASS", three, arg=1) == (
        "Pop all three: if 5 is a Point push its attributes, 1 positional and ('x',), else None."
    )


def test_delegation() -> None:
    """What a builtin iterator will answer is known; what a generator will is not."""
    stack, go = [slot("<it>", "receiver"), slot("None", "value")], {"target": 40, "conditional": True}
    go["before"] = ("receiver", "value")
    assert sentence("SEND", stack, sure(1)._replace(jumps=False), **go) == (
        "Send None to <it>: push what it yields, 1."
    )
    assert sentence("SEND", stack, sure(None)._replace(jumps=True), **go) == (
        "Send None to <it>: it is exhausted, so push None and jump to 40."
    )
    assert explained("SEND", stack, **go).flow == "next: 12, or jumps to 40, when it has answered"
    frames = [header("gen", 10, frame=2), header("<module>")]
    assert explained("YIELD_FROM", stack, frames=frames).flow == (
        "next: back in <module> with what is yielded, or 12"
    )


@pytest.mark.parametrize(
    "iterable, said",
    [
        ([3, 8], "Leave [3, 8] where it is and push 0: the loop goes through it by this index."),
        ({3: 8}, "Pop {3: 8}, push an iterator over it, and NULL."),
    ],
)
def test_iterating_with_two_slots(iterable: object, said: str) -> None:
    """From 3.15 on a list needs no iterator."""
    two = ("iterator", "index_or_null")
    assert sentence("GET_ITER", [slot(iterable)], before=("iterable",), after=two) == said
