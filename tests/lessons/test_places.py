"""Where a run comes to a stop: by line, word, count and condition, as a function of the steps."""

from __future__ import annotations

from typing import Any, List, Sequence

from stepper.lessons.lesson import EVERY, Place, Stop
from stepper.lessons.places import Finder, can_be
from stepper.lessons.steps import Step
from tests.lessons.steps import step
from tests.records import listing, row


def stop(way: str, line: int = 0, function: str = "", word: str = "", at: int = 1, **more: Any) -> Stop:
    return Stop("", Place(way, line, function, word, **more), EVERY, (), (), at)


def found(stops: Sequence[Stop], steps: Sequence[Step]) -> List[int]:
    """The numbers of the steps at which there is a stop."""
    finder = Finder(stops)
    return [number for number, one in enumerate(steps) if finder.feed(one)]


def test_line_and_word() -> None:
    """The first matching instruction on that line."""
    steps = [
        step("LOAD_FAST", "a"),
        step("BINARY_OP", "*", line=2),
        step("BINARY_OP", "*"),
        step("BINARY_OP", "*"),
    ]

    assert found([stop("at", 1, word="multiply")], steps) == [2]


def test_count_is_by_execution() -> None:
    """The same instruction comes again in a loop."""
    steps = [step("FOR_ITER"), step("STORE_FAST"), step("FOR_ITER"), step("FOR_ITER")]

    assert found([stop("at", 1, word="next", nth=3)], steps) == [3]


def test_condition() -> None:
    """Only times when the condition holds are counted."""
    steps = [step("FOR_ITER", names=(("n", value),)) for value in ("1", "2", "1", "2")]

    assert found([stop("at", 1, word="next", nth=2, when=("n", "2"))], steps) == [3]


def test_function_by_simple_or_full_name() -> None:
    """A method is called by its name alone or with its class."""
    steps = [step("LOAD_FAST", function="Gate.__exit__"), step("LOAD_FAST", function="f.<locals>.g")]

    assert found([stop("in", function="__exit__", word="load")], steps) == [0]
    assert found([stop("in", function="Gate.__exit__", word="load")], steps) == [0]
    assert found([stop("in", function="g", word="load")], steps) == [1]


def test_enter_is_the_first_instruction_seen() -> None:
    """Not RESUME, not a return to the frame, and not the short visit in which a generator is made."""
    steps = [
        step("LOAD_NAME"),
        step("RETURN_GENERATOR", function="g", frame=2),
        step("CALL"),
        step("RESUME", function="g", frame=2),
        step("LOAD_FAST", function="g", frame=2),
        step("LOAD_NAME"),
        step("STORE_FAST", function="g", frame=2),
        step("LOAD_CONST", function="g", frame=3),
    ]

    assert found([stop("enter", function="g")], steps) == [4]
    assert found([stop("enter", function="g", nth=2)], steps) == [7]


def test_leave_is_return_or_yield() -> None:
    """About to leave: the value is still on the stack."""
    steps = [
        step(name, function="g", frame=2) for name in ("RETURN_GENERATOR", "YIELD_VALUE", "RETURN_VALUE")
    ]

    assert found([stop("leave", function="g"), stop("leave", function="g", nth=2, at=2)], steps) == [1, 2]


def test_caught_is_the_first_instruction_after_unwinding() -> None:
    """In whatever frame the handler is."""
    steps = [
        step("BINARY_OP", "//", function="inner", frame=2),
        step("BINARY_OP", "//", function="inner", frame=2, raising=True),
        step("CALL", function="outer", raising=True),
        step("PUSH_EXC_INFO", function="outer"),
        step("POP_TOP", function="outer"),
    ]

    assert found([stop("caught", function="outer")], steps) == [3]
    assert found([stop("in", function="outer", word="call")], steps) == []


def test_hidden_instructions_only_by_their_own_name() -> None:
    """A class steps through them unseen, unless a lesson is about them."""
    steps = [step("RESUME"), step("NOP")]

    assert found([stop("at", 1, word="any")], steps) == [1]
    assert found([stop("at", 1, word="RESUME")], steps) == [0]


def test_two_stops_at_one_place() -> None:
    """They come one after the other, in the order of the file."""
    finder = Finder([stop("at", 1, word="any", at=5), stop("enter", function="<module>", at=9)])

    assert [one.line for one in finder.feed(step("NOP"))] == [5, 9]


def test_times_says_how_often_a_place_was_come_to() -> None:
    """For the message that a stop asks for more."""
    wanted = stop("at", 1, word="any", nth=5)
    finder = Finder([wanted])
    for _ in range(3):
        finder.feed(step("NOP"))

    assert finder.times(wanted) == 3


def test_a_place_for_which_there_is_no_instruction() -> None:
    """That is known without a run: no row of the line, or of the function, is what the place asks for."""
    listings = [
        listing([row("LOAD_NAME", argrepr="print", line=7), row("CALL", line=7)], qualname="<module>"),
        listing([row("LOAD_FAST", argrepr="x", line=2)], qualname="f"),
    ]

    assert can_be(Place("at", 7, word="call"), listings)
    assert can_be(Place("at", 7, word="load", argument="print", nth=9), listings)
    assert can_be(Place("in", function="f", word="load"), listings)
    assert can_be(Place("enter", function="f"), listings)
    assert not can_be(Place("at", 2, word="call"), listings)
    assert not can_be(Place("at", 7, word="load", argument="len"), listings)
    assert not can_be(Place("in", function="f", word="call"), listings)
    assert not can_be(Place("leave", function="g"), listings)
