"""From which version of CPython to which each opcode exists, and what has changed: for people to read.

What an opcode does and how its stack picture differs by version is in the machine's declarations; here is
what they do not say: what stood in its place before, and what stands there since.
"""

from __future__ import annotations

from typing import Dict, Iterator, Tuple

FIRST, LAST = (3, 9), (3, 15)  # the versions that are known here
Version = Tuple[int, int]

_SPANS = {
    "3.9-3.10": """
        CALL_FUNCTION CALL_FUNCTION_KW CALL_METHOD DUP_TOP DUP_TOP_TWO JUMP_ABSOLUTE
        JUMP_IF_NOT_EXC_MATCH POP_BLOCK ROT_FOUR ROT_THREE ROT_TWO SETUP_ASYNC_WITH SETUP_FINALLY
        SETUP_WITH YIELD_FROM
        """,
    "3.9-3.11": """
        IMPORT_STAR JUMP_IF_FALSE_OR_POP JUMP_IF_TRUE_OR_POP LIST_TO_TUPLE LOAD_CLASSDEREF
        LOAD_METHOD PRINT_EXPR UNARY_POSITIVE
        """,
    "3.9-3.12": "FORMAT_VALUE LOAD_CLOSURE",
    "3.9-3.13": "BEFORE_ASYNC_WITH BINARY_SUBSCR BUILD_CONST_KEY_MAP LOAD_ASSERTION_ERROR",
    "3.9-3.14": "GET_YIELD_FROM_ITER",
    "3.10-3.10": "COPY_DICT_WITHOUT_KEYS GEN_START ROT_N",
    "3.10-3.15": "GET_LEN MATCH_CLASS MATCH_KEYS MATCH_MAPPING MATCH_SEQUENCE",
    "3.11-3.11": """
        ASYNC_GEN_WRAP POP_JUMP_BACKWARD_IF_FALSE POP_JUMP_BACKWARD_IF_NONE
        POP_JUMP_BACKWARD_IF_NOT_NONE POP_JUMP_BACKWARD_IF_TRUE POP_JUMP_FORWARD_IF_FALSE
        POP_JUMP_FORWARD_IF_NONE POP_JUMP_FORWARD_IF_NOT_NONE POP_JUMP_FORWARD_IF_TRUE PRECALL
        PREP_RERAISE_STAR
        """,
    "3.11-3.12": "KW_NAMES",
    "3.11-3.13": "BEFORE_WITH",
    "3.11-3.15": """
        BINARY_OP CALL CHECK_EG_MATCH CHECK_EXC_MATCH COPY COPY_FREE_VARS JUMP_BACKWARD
        JUMP_BACKWARD_NO_INTERRUPT MAKE_CELL PUSH_EXC_INFO PUSH_NULL RESUME RETURN_GENERATOR SEND
        SWAP
        """,
    "3.12-3.13": "RETURN_CONST",
    "3.12-3.15": """
        BINARY_SLICE CALL_INTRINSIC_1 CALL_INTRINSIC_2 CLEANUP_THROW END_FOR END_SEND
        LOAD_FAST_AND_CLEAR LOAD_FAST_CHECK LOAD_FROM_DICT_OR_DEREF LOAD_FROM_DICT_OR_GLOBALS
        LOAD_LOCALS LOAD_SUPER_ATTR POP_JUMP_IF_NONE POP_JUMP_IF_NOT_NONE STORE_SLICE
        """,
    "3.13-3.15": """
        CALL_KW CONVERT_VALUE FORMAT_SIMPLE FORMAT_WITH_SPEC LOAD_FAST_LOAD_FAST
        SET_FUNCTION_ATTRIBUTE STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST TO_BOOL
        """,
    "3.14-3.15": """
        BUILD_INTERPOLATION BUILD_TEMPLATE LOAD_COMMON_CONSTANT LOAD_FAST_BORROW
        LOAD_FAST_BORROW_LOAD_FAST_BORROW LOAD_SMALL_INT LOAD_SPECIAL NOT_TAKEN POP_ITER
        """,
}
_OPERATORS = (
    "ADD AND FLOOR_DIVIDE LSHIFT MATRIX_MULTIPLY MODULO MULTIPLY OR POWER RSHIFT SUBTRACT TRUE_DIVIDE XOR"
).split()

# Sentences by opcode, "A B: sentence"; several names may share one, and an indented line goes on with it.
_CHANGES = """
PUSH_NULL: Up to 3.10 a call of a plain function had no NULL beside it; since 3.13 it stands above the
    callable, before below.
COPY: Up to 3.10: DUP_TOP and DUP_TOP_TWO.
DUP_TOP DUP_TOP_TWO: From 3.11 on: COPY.
SWAP: Up to 3.10: ROT_TWO, ROT_THREE, ROT_FOUR and ROT_N.
ROT_TWO ROT_THREE ROT_FOUR ROT_N: From 3.11 on: SWAP, once or several times.
LOAD_FAST: Up to 3.11 it finds out itself whether the local is bound; since then LOAD_FAST_CHECK does where
    it may not be.
LOAD_FAST: Since 3.13 it also pushes cells for closures, which LOAD_CLOSURE did before.
LOAD_FAST_CHECK: Up to 3.11 every LOAD_FAST looks whether the local is bound.
LOAD_FAST_BORROW LOAD_FAST_BORROW_LOAD_FAST_BORROW: Up to 3.13: LOAD_FAST. It takes no reference of its own.
LOAD_FAST_LOAD_FAST STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST: Up to 3.12 two instructions.
LOAD_FAST_AND_CLEAR: Up to 3.11 a comprehension was a function of its own, with its own locals.
STORE_FAST: Since 3.12 it may put NULL back, where a comprehension has borrowed a slot.
LOAD_CLOSURE: From 3.13 on: LOAD_FAST, as cells lie among the fast locals.
LOAD_DEREF STORE_DEREF DELETE_DEREF LOAD_CLASSDEREF LOAD_CLOSURE: Up to 3.10 its argument counts cells only;
    since 3.11 it is a fast slot.
LOAD_CLASSDEREF: From 3.12 on: LOAD_LOCALS and LOAD_FROM_DICT_OR_DEREF.
LOAD_FROM_DICT_OR_DEREF: Up to 3.11: LOAD_CLASSDEREF.
LOAD_LOCALS LOAD_FROM_DICT_OR_GLOBALS: For class bodies and annotations with scopes of their own.
MAKE_CELL COPY_FREE_VARS: Up to 3.10 the call of a function did this, without an instruction.
LOAD_GLOBAL: Since 3.11 the low bit of its argument asks for a NULL beside the value, for a call.
LOAD_SMALL_INT: Up to 3.13: LOAD_CONST. It needs no entry in co_consts.
LOAD_CONST: Since 3.14 small numbers have LOAD_SMALL_INT.
LOAD_COMMON_CONSTANT: Up to 3.13: LOAD_ASSERTION_ERROR, and globals looked up by name.
LOAD_ASSERTION_ERROR: From 3.14 on: LOAD_COMMON_CONSTANT.
LOAD_ATTR: Since 3.12 the low bit of its argument asks for a method and its self, which LOAD_METHOD did
    before.
LOAD_METHOD: From 3.12 on: LOAD_ATTR with the low bit of its argument set.
LOAD_SUPER_ATTR: Up to 3.11 super() was called like any other callable, and LOAD_ATTR followed.
LOAD_SPECIAL: Up to 3.13: BEFORE_WITH. The methods of a with statement are called by a CALL that one sees.
BEFORE_WITH: Up to 3.10: SETUP_WITH; from 3.14 on: LOAD_SPECIAL and CALL.
BEFORE_ASYNC_WITH: From 3.14 on: LOAD_SPECIAL and CALL.
SETUP_WITH SETUP_ASYNC_WITH: From 3.11 on there is no block to push; BEFORE_WITH does the rest.
SETUP_FINALLY: From 3.11 on there is no instruction: the exception table says which handler covers what, and
    costs nothing.
POP_BLOCK: From 3.11 on there are no blocks to pop: the exception table has taken their place.
WITH_EXCEPT_START: Where __exit__ waits on the stack differs by version.
PUSH_EXC_INFO: Up to 3.10 unwinding itself pushed six values: those of the exception handled before, and
    those of the new one.
CHECK_EXC_MATCH: Up to 3.10: JUMP_IF_NOT_EXC_MATCH, which compared and jumped.
JUMP_IF_NOT_EXC_MATCH: From 3.11 on: CHECK_EXC_MATCH and a conditional jump.
CHECK_EG_MATCH: For except*, which is new in 3.11.
PREP_RERAISE_STAR: From 3.12 on: CALL_INTRINSIC_2.
POP_EXCEPT RERAISE: Up to 3.10 an exception is three entries: traceback, value and type. Since 3.11 it is
    one.
BINARY_OP: Up to 3.10 each operator had an opcode of its own: BINARY_ADD, and INPLACE_ADD for +=.
BINARY_OP: Since 3.14 it also does what BINARY_SUBSCR did.
BINARY_SUBSCR: From 3.14 on: BINARY_OP [].
BINARY_SLICE STORE_SLICE: Up to 3.11: BUILD_SLICE and a subscript.
COMPARE_OP: Since 3.13 a bit of its argument asks for bool() of the answer. How the argument says which
    comparison differs by version.
TO_BOOL: Up to 3.12 jumps and "not" asked for the truth value themselves.
UNARY_NOT: Since 3.13 its operand is True or False: TO_BOOL comes before it.
UNARY_POSITIVE: From 3.12 on: CALL_INTRINSIC_1.
CALL_INTRINSIC_1 CALL_INTRINSIC_2: Up to 3.11 each of these rare jobs had an opcode: UNARY_POSITIVE,
    LIST_TO_TUPLE, IMPORT_STAR, ...
IMPORT_STAR LIST_TO_TUPLE PRINT_EXPR ASYNC_GEN_WRAP: From 3.12 on: CALL_INTRINSIC_1.
IMPORT_NAME: In 3.15 two bits of its argument say whether the import is lazy.
FORMAT_VALUE: From 3.13 on: CONVERT_VALUE, and FORMAT_SIMPLE or FORMAT_WITH_SPEC.
CONVERT_VALUE FORMAT_SIMPLE FORMAT_WITH_SPEC: Up to 3.12: FORMAT_VALUE.
BUILD_INTERPOLATION BUILD_TEMPLATE: For t-strings, which are new in 3.14.
BUILD_CONST_KEY_MAP: From 3.14 on: BUILD_MAP.
POP_JUMP_IF_TRUE POP_JUMP_IF_FALSE: In 3.11: POP_JUMP_FORWARD_IF_... and POP_JUMP_BACKWARD_IF_... Since 3.13
    the condition is True or False.
POP_JUMP_IF_NONE POP_JUMP_IF_NOT_NONE: Up to 3.10: a comparison with None by IS_OP, and a conditional jump.
POP_JUMP_FORWARD_IF_TRUE POP_JUMP_BACKWARD_IF_TRUE: Before and after 3.11: POP_JUMP_IF_TRUE.
POP_JUMP_FORWARD_IF_FALSE POP_JUMP_BACKWARD_IF_FALSE: Before and after 3.11: POP_JUMP_IF_FALSE.
POP_JUMP_FORWARD_IF_NONE POP_JUMP_BACKWARD_IF_NONE: From 3.12 on: POP_JUMP_IF_NONE.
POP_JUMP_FORWARD_IF_NOT_NONE POP_JUMP_BACKWARD_IF_NOT_NONE: From 3.12 on: POP_JUMP_IF_NOT_NONE.
JUMP_IF_TRUE_OR_POP JUMP_IF_FALSE_OR_POP: From 3.12 on: COPY, a conditional jump and POP_TOP.
JUMP_ABSOLUTE: From 3.11 on: JUMP_BACKWARD; all jumps are relative.
JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT: Up to 3.10: JUMP_ABSOLUTE.
NOT_TAKEN: It serves sys.monitoring, which tells of branches to the left and to the right.
FOR_ITER: Where an exhausted iterator is taken away differs: up to 3.13 by FOR_ITER itself, since then by
    POP_ITER.
FOR_ITER GET_ITER: In 3.15 a loop over a list or tuple keeps an index beside it instead of an iterator.
END_FOR POP_ITER: Up to 3.11 FOR_ITER jumped straight behind the loop.
GET_YIELD_FROM_ITER: In 3.15: GET_ITER with a flag.
YIELD_FROM: From 3.11 on: SEND and YIELD_VALUE in a small loop of their own.
SEND: Up to 3.10: YIELD_FROM.
END_SEND CLEANUP_THROW: Up to 3.11 SEND took the delegate away itself.
GEN_START: From 3.11 on: RETURN_GENERATOR, and POP_TOP.
RETURN_GENERATOR: Up to 3.10 the call of a generator function made the generator, without an instruction.
RESUME: Up to 3.10 the eval breaker was looked at without an instruction for it.
CALL: Up to 3.10: CALL_FUNCTION and CALL_METHOD; in 3.11 and 3.12 KW_NAMES before it gives names of keyword
    arguments.
CALL_FUNCTION CALL_METHOD: From 3.11 on: CALL.
CALL_FUNCTION_KW: In 3.11 and 3.12: KW_NAMES and CALL; from 3.13 on: CALL_KW.
CALL_KW: Up to 3.10: CALL_FUNCTION_KW; in 3.11 and 3.12: KW_NAMES and CALL.
KW_NAMES: Up to 3.10: CALL_FUNCTION_KW; from 3.13 on: CALL_KW.
PRECALL: Only 3.11 splits a bound method in an instruction of its own.
MAKE_FUNCTION: Up to 3.10 the qualified name lies on top; up to 3.12 defaults and closure lie below, since
    then SET_FUNCTION_ATTRIBUTE adds them.
SET_FUNCTION_ATTRIBUTE: Up to 3.12: flags of MAKE_FUNCTION.
RETURN_CONST: In all other versions: LOAD_CONST and RETURN_VALUE.
SETUP_ANNOTATIONS: Since 3.14 only under "from __future__ import annotations".
ROT_N COPY_DICT_WITHOUT_KEYS: For match, which is new in 3.10.
GET_LEN MATCH_CLASS MATCH_KEYS MATCH_MAPPING MATCH_SEQUENCE: For match, which is new in 3.10.
MATCH_KEYS MATCH_CLASS: 3.10 also pushes whether it has matched.
"""


def _version(text: str) -> Version:
    major, _, minor = text.partition(".")
    return int(major), int(minor)


def _spans() -> Dict[str, Tuple[Version, Version]]:
    known = {}
    for span, names in _SPANS.items():
        first, _, last = span.partition("-")
        known.update({name: (_version(first), _version(last)) for name in names.split()})
    for name in _OPERATORS:
        known[f"BINARY_{name}"] = known[f"INPLACE_{name}"] = (FIRST, (3, 10))
    return known


SPANS = _spans()


def span_of(name: str) -> Tuple[Version, Version]:
    """The first and the last version with an opcode; it may be missing in between."""
    return SPANS.get(name, (FIRST, LAST))


def _changes() -> Dict[str, Tuple[str, ...]]:
    found: Dict[str, Tuple[str, ...]] = {}
    for line in _CHANGES.strip().replace("\n    ", " ").splitlines():
        names, _, sentence = line.partition(": ")
        for name in names.split():
            found[name] = (*found.get(name, ()), sentence)
    for name in _OPERATORS:
        found[f"BINARY_{name}"] = found[f"INPLACE_{name}"] = ("From 3.11 on: BINARY_OP.",)
    return found


CHANGES = _changes()


def history_of(name: str) -> Iterator[str]:
    """Sentences about an opcode in the versions."""
    first, last = span_of(name)
    yield _in_words(first, last)
    yield from CHANGES.get(name, ())


def _in_words(first: Version, last: Version) -> str:
    begin, end = ("{}.{}".format(*version) for version in (first, last))
    if (first, last) == (FIRST, LAST):
        return f"In all versions from {begin} to {end}."
    if first == last:
        return f"In {begin} only."
    if last == LAST:
        return f"New in {begin}."
    return f"In {begin} to {end} only." if first != FIRST else f"Up to {end}."
