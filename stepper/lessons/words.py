"""The words for instructions: the same on every version, whatever the opcode is called there.

A lesson says where it stops in these words, and the sentence names the instruction by them.
"""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import Dict, Iterator, Optional, Tuple

from stepper.protocol import Row

_OPERATORS: Dict[str, Tuple[str, str]] = {  # word: the symbol, and the opcode's name up to 3.10
    "add": ("+", "ADD"),
    "subtract": ("-", "SUBTRACT"),
    "multiply": ("*", "MULTIPLY"),
    "divide": ("/", "TRUE_DIVIDE"),
    "floordivide": ("//", "FLOOR_DIVIDE"),
    "modulo": ("%", "MODULO"),
    "power": ("**", "POWER"),
    "subscript": ("[]", "SUBSCR"),
}

_OPCODES: Dict[str, str] = {  # word: the opcodes it stands for; the first word that fits an opcode is its own
    "load": r"LOAD_(?!ATTR|METHOD|SUPER_|BUILD_CLASS|SPECIAL|CLOSURE|ASSERTION).*|STORE_FAST_LOAD_FAST",
    "store": "STORE_.*",
    "delete": "DELETE_.*",
    "attr": "LOAD_ATTR|LOAD_METHOD|LOAD_SUPER_ATTR",
    "compare": "COMPARE_OP|IS_OP|CONTAINS_OP",
    "matches": "JUMP_IF_NOT_EXC_MATCH|CHECK_EXC_MATCH|CHECK_EG_MATCH",
    "branch": "POP_JUMP_.*|JUMP_IF_.*",
    "back": "JUMP_ABSOLUTE|JUMP_BACKWARD.*",
    "jump": "JUMP_(?!IF_).*",
    "iterator": "GET_ITER",
    "next": "FOR_ITER",
    "append": "LIST_APPEND",
    "unpack": "UNPACK_.*",
    "build": "BUILD_.*",
    "call": "CALL(?!_INTRINSIC)(_.*)?",
    "return": "RETURN_VALUE|RETURN_CONST",
    "function": "MAKE_FUNCTION",
    "class": "LOAD_BUILD_CLASS",
    "cell": "MAKE_CELL",
    "closure": "LOAD_CLOSURE",
    "enter-with": "SETUP_WITH|BEFORE_WITH|LOAD_SPECIAL",
    "exit-with": "WITH_EXCEPT_START",
    "setup": "SETUP_.*",
    "unsetup": "POP_BLOCK",
    "raise": "RAISE_VARARGS",
    "reraise": "RERAISE",
    "handled": "POP_EXCEPT",
    "yield": "YIELD_VALUE",
    "delegate": "YIELD_FROM|SEND",
    "await": "GET_AWAITABLE",
    "import": "IMPORT_NAME",
    "import-from": "IMPORT_FROM",
    "pop": "POP_TOP|POP_ITER",
    "tidy": "SWAP|COPY|ROT_.*|DUP_TOP.*",
    "any": ".*",
}

WORDS: Tuple[str, ...] = (*_OPERATORS, *_OPCODES)

# What a class need not see at first, and steps through unseen.
HIDDEN = frozenset("NULL CACHE RESUME NOT_TAKEN PRECALL PUSH_NULL EXTENDED_ARG".split())

_NULLS = re.compile(r"NULL(\|self)? \+ | \+ NULL(\|self)?$")  # what dis adds to the name from 3.11 on
_FUSED = re.compile(r"(LOAD|STORE)_FAST(_BORROW)?_(LOAD|STORE)_FAST(_BORROW)?")


def is_word(word: str) -> bool:
    """Whether a lesson may stop at it: a word, or the name of an opcode, in which * stands for anything."""
    return word in WORDS or re.fullmatch(r"[A-Z][A-Z0-9_*]*", word) is not None


def suggestion(word: str) -> str:
    """How to go on after "unknown word": what was meant, or what there is."""
    near = difflib.get_close_matches(word, WORDS, 1)
    return f", did you mean '{near[0]}'?" if near else f"; the words are {', '.join(sorted(WORDS))}"


def matches(word: str, argument: Optional[str], row: Row) -> bool:
    """Whether an instruction is what a lesson calls so, and works on that argument if one is given."""
    if not _is_called(word, row):
        return False
    return argument is None or argument in _arguments(word, row)


def word_for(row: Row) -> str:
    """The one word for an instruction; "" where the opcode's own name has to do."""
    return next((word for word in WORDS if word != "any" and _is_called(word, row)), "")


def _is_called(word: str, row: Row) -> bool:
    if word in _OPERATORS:
        symbol, name = _OPERATORS[word]
        if row.opname == "BINARY_OP":
            return row.argrepr in (symbol, symbol + "=")
        return row.opname in (f"BINARY_{name}", f"INPLACE_{name}")
    if word == "any":
        return row.opname not in HIDDEN
    return _pattern(word).fullmatch(row.opname) is not None


@cache
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(_OPCODES.get(word) or word.replace("*", ".*"))


def argument_of(row: Row) -> str:
    """The argument as a class reads it: without the NULLs that dis mentions."""
    return _NULLS.sub("", row.argrepr) or ("" if row.arg is None or row.argrepr else str(row.arg))


def _arguments(word: str, row: Row) -> Iterator[str]:
    """What a lesson may write for the argument."""
    text = argument_of(row)
    fused = _FUSED.fullmatch(row.opname)
    if fused is not None:
        parts = text.split(", ")
        kinds = fused.group(1, 3)
        yield from (
            part for part, kind in zip(parts, kinds) if word not in ("load", "store") or word.upper() == kind
        )
        return
    yield text
    if row.argrepr != text:
        yield row.argrepr
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        yield text[1:-1]
