"""Instructions that a fused function (fused.py) need not look up after: no code of the guest runs in them."""

from __future__ import annotations

from .versions import HOST, PY313

# Instructions that can't raise but by a raise of their own, and do nothing that could run code of the guest.
QUIET = set(
    "NOP NOT_TAKEN RESUME PUSH_NULL COPY SWAP DUP_TOP DUP_TOP_TWO ROT_TWO ROT_THREE ROT_FOUR ROT_N KW_NAMES "
    "LOAD_CONST LOAD_SMALL_INT LOAD_COMMON_CONSTANT LOAD_ASSERTION_ERROR LOAD_CLOSURE LOAD_DEREF "
    "LOAD_FAST LOAD_FAST_BORROW LOAD_FAST_CHECK LOAD_FAST_LOAD_FAST LOAD_FAST_BORROW_LOAD_FAST_BORROW "
    "JUMP_FORWARD JUMP_ABSOLUTE JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT MAKE_CELL COPY_FREE_VARS "
    "PRECALL POP_BLOCK".split()
)
if HOST >= PY313:  # there the condition is True or False
    QUIET.update(("POP_JUMP_IF_TRUE", "POP_JUMP_IF_FALSE"))

# Those that may fail, but run no code of the guest.
CALM = frozenset(("LOAD_GLOBAL", "BUILD_TUPLE", "BUILD_LIST", "BUILD_STRING", "LIST_APPEND", "SETUP_FINALLY"))
