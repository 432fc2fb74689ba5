"""What the program answers, and the choices that are made of it."""

from __future__ import annotations

import pytest

from stepper.lessons.answers import NoAnswer, agrees, answer
from stepper.lessons.choices import choices
from stepper.lessons.lesson import EVERY, Guarded, Question, Wrong
from tests.lessons.steps import run, step

SOURCE = "a = f()\nif a:\n    b()\nelse:\n    c()\n"
CALL = run(
    [
        step("CALL", values=("f",)),
        step("RESUME", function="f", frame=2, line=7),
        step("RETURN_VALUE", function="f", frame=2, line=7, values=("6",), chain=("f", "<module>")),
        step("STORE_NAME", "a", values=("9", "6")),
        step("POP_JUMP_IF_FALSE", line=2, values=("6",)),
        step("LOAD_NAME", "b", line=3, printed=3),
    ],
    "ab\nwhole line\nmore\n",
    SOURCE,
)
RAISE = run(
    [
        step("BINARY_OP", "//", line=3, function="f", frame=2),
        step("BINARY_OP", "//", line=3, function="f", frame=2, raising=True),
        step("PUSH_EXC_INFO", line=None),
        step("LOAD_NAME", line=2),
    ],
    "",
    SOURCE,
)


@pytest.mark.parametrize(
    "kind, at, true",
    [
        ("top", 0, "6"),  # of the caller's stack, when the call is over
        ("depth", 0, "2"),
        ("next", 0, "RETURN_VALUE"),  # RESUME is not seen
        ("frame", 0, "f"),
        ("frame", 2, "<module>"),
        ("branch", 0, "2: if a:"),  # in this frame
        ("branch", 4, "3: b()"),
        ("prints", 5, "whole line"),
        ("prints", 0, "ab"),
    ],
)
def test_answers(kind: str, at: int, true: str) -> None:
    """Each kind is computed from the steps that follow."""
    assert answer(kind, CALL, at) == true


def test_handler_is_asked_of_what_raises() -> None:
    """In any frame, and lines that a handler's first instructions lack are passed over."""
    assert answer("handler", RAISE, 0) == "2: if a:"
    with pytest.raises(NoAnswer, match="raises nothing"):
        answer("handler", CALL, 0)


@pytest.mark.parametrize("kind, at", [("top", 2), ("next", 5), ("branch", 5), ("prints", 0)])
def test_no_answer(kind: str, at: int) -> None:
    """The frame is gone, the program ends, nothing is printed."""
    with pytest.raises(NoAnswer):
        answer(kind, CALL._replace(output=""), at)


def test_the_beginning_is_enough_except_for_names_and_numbers() -> None:
    """Lines and texts may be written short; 1 is not 12."""
    assert agrees("branch", "8: except", "8: except ValueError:")
    assert agrees("top", "<list_iterator", "<list_iterator, 3 left>")
    assert not agrees("depth", "1", "12")
    assert not agrees("frame", "f", "first")
    assert not agrees("top", "", "1")


def question(kind: str, *wrong: str, given: str = "", text: str = "What?") -> Question:
    wrongs = tuple(Wrong(choice, f"not {choice}", EVERY, 1) for choice in wrong)
    answers = (Guarded(given, EVERY, 1),) if given else ()
    return Question(kind, text, EVERY, answers, wrongs, 1)


def test_choices_have_the_true_answer_once() -> None:
    """Whatever the file says is expected."""
    made = choices(question("top", "9", given="7"), CALL, 0, (3, 12))

    assert [choice.text for choice in made if choice.right] == ["6"]
    assert [choice.comment for choice in made if choice.text == "9"] == ["not 9"]
    assert len(made) == 3


def test_wrong_lines_are_shown_with_their_text() -> None:
    """The file gives the number alone."""
    assert {choice.text for choice in choices(question("branch", "5"), CALL, 4, (3, 12))} >= {
        "3: b()",
        "5: c()",
    }


def test_what_the_compiler_warned_of_is_no_choice() -> None:
    """It was printed before the program's first instruction."""
    warned = run([step("NOP", printed=8), step("CALL", printed=8)], "warning\nout\n")

    assert "warning" not in {choice.text for choice in choices(question("prints"), warned, 0, (3, 12))}


def test_order_is_the_same_in_every_run() -> None:
    """And does not give the answer away by its place."""
    first = choices(question("depth"), CALL, 0, (3, 12))
    places = {
        [c.right for c in choices(question("depth", text=f"Q{n}"), CALL, 0, (3, 12))].index(True)
        for n in range(30)
    }

    assert first == choices(question("depth"), CALL, 0, (3, 12))
    assert places == {0, 1, 2}


def test_the_author_s_own_question() -> None:
    """The file alone knows the answer."""
    made = choices(question("choice", "no", given="yes"), CALL, 0, (3, 12))

    assert {choice.text: choice.right for choice in made} == {"yes": True, "no": False}


def test_no_answer_no_choices() -> None:
    """A question that is not to be asked there."""
    assert choices(question("handler"), CALL, 0, (3, 12)) == ()
