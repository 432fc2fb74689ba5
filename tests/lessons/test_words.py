"""The words: one for an instruction whatever its opcode is called, and their arguments."""

from __future__ import annotations

import pytest

from stepper.lessons.words import WORDS, argument_of, is_word, matches, suggestion, word_for
from tests.records import row


@pytest.mark.parametrize(
    "opname, argrepr, word",
    [
        ("BINARY_MULTIPLY", "", "multiply"),
        ("INPLACE_ADD", "", "add"),
        ("BINARY_OP", "*", "multiply"),
        ("BINARY_OP", "+=", "add"),
        ("BINARY_OP", "[]", "subscript"),
        ("BINARY_SUBSCR", "", "subscript"),
        ("LOAD_FAST_BORROW", "a", "load"),
        ("LOAD_SMALL_INT", "", "load"),
        ("LOAD_ATTR", "x", "attr"),
        ("LOAD_SUPER_ATTR", "x", "attr"),
        ("LOAD_METHOD", "x", "attr"),
        ("LOAD_BUILD_CLASS", "", "class"),
        ("LOAD_SPECIAL", "__enter__", "enter-with"),
        ("SETUP_WITH", "", "enter-with"),
        ("SETUP_FINALLY", "", "setup"),
        ("JUMP_IF_NOT_EXC_MATCH", "", "matches"),
        ("POP_JUMP_IF_NOT_NONE", "", "branch"),
        ("JUMP_BACKWARD", "", "back"),
        ("JUMP_FORWARD", "", "jump"),
        ("CALL_FUNCTION_EX", "", "call"),
        ("CALL_METHOD", "", "call"),
        ("CALL_INTRINSIC_1", "", ""),
        ("RETURN_CONST", "None", "return"),
        ("RETURN_GENERATOR", "", ""),
        ("RESUME", "", ""),
    ],
)
def test_word_for_an_opcode(opname: str, argrepr: str, word: str) -> None:
    """What the sentence calls it."""
    assert word_for(row(opname, argrepr=argrepr)) == word


@pytest.mark.parametrize(
    "word, argument, opname, argrepr",
    [
        ("load", "c", "LOAD_FAST", "c"),
        ("load", "print", "LOAD_GLOBAL", "print + NULL"),
        ("load", "print", "LOAD_GLOBAL", "NULL + print"),
        ("attr", "append", "LOAD_ATTR", "append + NULL|self"),
        ("load", "b", "LOAD_FAST_LOAD_FAST", "a, b"),
        ("load", "a", "LOAD_FAST_BORROW_LOAD_FAST_BORROW", "a, b"),
        ("store", "a", "STORE_FAST_LOAD_FAST", "a, b"),
        ("load", "b", "STORE_FAST_LOAD_FAST", "a, b"),
        ("load", "x", "LOAD_CONST", "'x'"),
        ("load", "'x'", "LOAD_CONST", "'x'"),
        ("BINARY_*", None, "BINARY_OP", "+"),
        ("LOAD_FAST", "a", "LOAD_FAST", "a"),
    ],
)
def test_matches(word: str, argument: str, opname: str, argrepr: str) -> None:
    """A lesson may write the name alone, and one of the names of a fused instruction."""
    assert matches(word, argument, row(opname, argrepr=argrepr))


@pytest.mark.parametrize(
    "word, argument, opname, argrepr",
    [
        ("load", "b", "LOAD_FAST", "c"),
        ("store", "b", "STORE_FAST_LOAD_FAST", "a, b"),
        ("load", "a", "STORE_FAST_LOAD_FAST", "a, b"),
        ("add", None, "BINARY_OP", "*"),
        ("LOAD", None, "LOAD_FAST", "a"),
        ("any", None, "RESUME", ""),
        ("any", None, "NOT_TAKEN", ""),
    ],
)
def test_does_not_match(word: str, argument: str, opname: str, argrepr: str) -> None:
    """Something near is not enough, and what a class does not see is not anything."""
    assert not matches(word, argument, row(opname, argrepr=argrepr))


def test_small_integers_are_arguments() -> None:
    """3.14 has them in the instruction itself."""
    assert matches("load", "7", row("LOAD_SMALL_INT", arg=7))
    assert argument_of(row("LOAD_SMALL_INT", arg=7)) == "7"


def test_unknown_words() -> None:
    """A word in small letters must be in the table; capitals are the opcode's own name."""
    assert is_word("load") and is_word("LOAD_FAST") and is_word("BINARY_*")
    assert not is_word("laod") and not is_word("Load")
    assert suggestion("laod") == ", did you mean 'load'?"
    assert all(word in suggestion("zzzzzzz") for word in WORDS)
