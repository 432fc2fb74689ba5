"""The sentence as a class reads it."""

from __future__ import annotations

import pytest

from stepper.explain import Explanation
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
    ],
)
def test_what_is_pushed_for_the_interpreter_is_not_spoken_of(sentence: str, plain: str) -> None:
    assert said(sentence=sentence).sentence == plain


def test_general_words_have_no_null_either() -> None:
    """The summary of LOAD_GLOBAL speaks of it from 3.11 on."""
    global_ = ROW._replace(summary="Push a global, and beside it, if it is to be called, NULL.")

    assert for_class(Explanation("X", "", "", "", ""), global_, LISTING, True).sentence == "Push a global."


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
        ("next: back in f", "next: back in f"),
    ],
)
def test_control_goes_to_lines(flow: str, plain: str) -> None:
    """A class sees no offsets; that it just goes on need not be said."""
    assert said(flow=flow).flow == plain
