"""The sentence as a class reads it."""

from __future__ import annotations

import pytest

from stepper.explain import Explanation
from stepper.lessons.plain import lines_at
from stepper.lessons.wording import for_class
from tests.records import listing, row

ROW = row("BINARY_OP", 4, argrepr="*", summary="Pop two, push one.", line=7)
LISTING = listing([ROW, row("RETURN_VALUE", 8, line=9)])


def said(**given: str) -> Explanation:
    fields = {"mnemonic": "BINARY_OP", "sentence": "", "effect": "", "flow": "", "documentation": "", **given}
    return for_class(Explanation(**fields), ROW, LISTING, False)


def test_the_word_stands_before_the_opcode() -> None:
    """The same word on every version, and the real name beside it."""
    assert said(word="multiply").mnemonic == "multiply BINARY_OP"
    assert said(word="multiply").word == ""  # not twice


def test_covered_it_says_what_the_instruction_does_in_general() -> None:
    """Neither values nor what follows."""
    words = Explanation(
        "BINARY_OP", "push 3 * 4 = 12", "stack 2 → 1", "next: 8", "", "[3 4] → [12]", "multiply"
    )

    covered = for_class(words, ROW, LISTING, True)

    assert covered.sentence == "Pop two, push one."
    assert not any("12" in text or "8" in text for text in covered)


@pytest.mark.parametrize(
    "sentence, plain",
    [
        ("Push f, the global f, and NULL for the coming call.", "Push f, the global f."),
        ("Push x, and itself as self, or NULL, for the coming call.", "Push x, and itself as self."),
        ("Push NULL itself.", "Push NULL itself."),
        ("Pop x, push an iterator over it, and NULL.", "Pop x, push an iterator over it."),
    ],
)
def test_what_is_pushed_for_the_interpreter_is_not_spoken_of(sentence: str, plain: str) -> None:
    assert said(sentence=sentence).sentence == plain


@pytest.mark.parametrize(
    "summary, plain",
    [
        ("Push a global, and beside it, if it is to be called, NULL.", "Push a global."),
        ("Push an attribute; for a call with its method and itself, or with NULL.", "Push an attribute."),
        (
            "Push its method and itself, ready for a call, or with NULL and an attribute.",
            "Push its method and itself, ready for a call.",
        ),
        ("Push what super() finds, for a call NULL above it.", "Push what super() finds."),
        ("Push an iterator and NULL; a list stays.", "Push an iterator; a list stays."),
    ],
)
def test_general_words_have_no_null_either(summary: str, plain: str) -> None:
    """The summaries speak of it from 3.11 on."""
    row = ROW._replace(summary=summary)

    assert for_class(Explanation("X", "", "", "", ""), row, LISTING, True).sentence == plain


@pytest.mark.parametrize(
    "sentence, plain",
    [
        ("Pop True: it is true, so jump to 8.", "Pop True: it is true, so jump to line 9."),
        ("Jump back to 8.", "Jump back to line 9."),
        ("Push a block: on an exception go to 8.", "Push a block: on an exception go to line 9."),
        ("Pop 'go to 7'.", "Pop 'go to 7'."),
    ],
)
def test_sentence_tells_lines(sentence: str, plain: str) -> None:
    """The offsets are hidden: a number of one would be a riddle."""
    jump = ROW._replace(target=8)

    assert for_class(Explanation("X", sentence, "", "", ""), jump, LISTING, False).sentence == plain


def test_sentence_tells_no_place_that_is_on_no_line() -> None:
    jump, unlined = ROW._replace(target=12), row("RERAISE", 12, line=None)
    words = Explanation("X", "They do not match, so jump to 12.", "", "", "")

    assert for_class(words, jump, listing([ROW, unlined]), False).sentence == "They do not match, so jump."


@pytest.mark.parametrize(
    "sentence, plain",
    [
        (
            "E() is raised at 4: look in the exception table for an entry that covers 4.",
            "E() is raised on line 7: look in the exception table for an entry that covers this place.",
        ),
        (
            "Entry 2 to 6 of the exception table covers 4: cut the stack and leave by the handler at 8.",
            "An entry of the exception table covers this place: "
            "cut the stack and leave by the handler on line 9.",
        ),
        (
            "No entry of the table covers 4: E() leaves.",
            "No entry of the table covers this place: E() leaves.",
        ),
    ],
)
def test_unwinding_is_told_in_lines(sentence: str, plain: str) -> None:
    """Each of its phases is a stop of a lesson, too."""
    assert said(sentence=sentence).sentence == plain


@pytest.mark.parametrize(
    "picture, plain",
    [("[f NULL 2] → [4]", "[f 2] → [4]"), ("[NULL f] → [4]", "[f] → [4]"), ("[] → [f NULL]", "[] → [f]")],
)
def test_pictures_have_no_nulls(picture: str, plain: str) -> None:
    assert said(picture=picture).picture == plain


@pytest.mark.parametrize(
    "flow, plain",
    [
        ("next: 8", ""),
        ("next: 8, when it has returned", ""),
        ("next: jumps to 8", "next: jumps to line 9"),
        ("next: jumps to 16", "next: jumps"),
        ("next: 12, or jumps to 8, when it has answered", "next: the next instruction, or jumps to line 9"),
        ("next: back in f", "next: back in f"),
    ],
)
def test_control_goes_to_lines(flow: str, plain: str) -> None:
    """A class sees no offsets; that it just goes on need not be said."""
    assert said(flow=flow).flow == plain


def test_handlers_are_on_lines() -> None:
    """It sees no offsets; what a handler begins with may be on no line of its own."""
    rows = [row("NOP", 0, line=6), row("PUSH_EXC_INFO", 4, line=None), row("LOAD_NAME", 6, line=8)]
    rows += [row("COPY", 8, line=None), row("POP_EXCEPT", 10, line=None), row("RETURN_VALUE", 12, line=9)]

    assert lines_at({4, 8, 12}, rows) == {4: 8, 8: 0, 12: 9}
