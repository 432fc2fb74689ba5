"""A small program as records: source, listings and a few stops, the same on every Python."""

from __future__ import annotations

from typing import Dict, List, Optional, Sequence, Tuple

from stepper.protocol import (
    Block,
    Forecast,
    FrameHeader,
    FrameView,
    Listing,
    Opcode,
    Reason,
    Row,
    Snapshot,
    StackSlot,
    Value,
    Variable,
)
from tests import records

FILE = "/home/ada/factorial.py"
SOURCE = '''\
"""The first factorials, each made from the one before."""


def factorials(x):
    facts = [1]
    for i in range(1, x + 1):
        try:
            facts.append(facts[i - 1] * i)
        except OverflowError:
            break
    return facts


print(factorials(5))
'''

MODULE, FUNCTION = 1, 2

# offset, opname, argrepr, line, columns, target, before, after
_Line = Tuple[int, str, str, int, Tuple[int, int], Optional[int], str, str]
_FUNCTION: List[_Line] = [
    (0, "RESUME", "0", 4, (0, 0), None, "", ""),
    (2, "LOAD_CONST", "1", 5, (13, 14), None, "", "value"),
    (4, "BUILD_LIST", "1", 5, (12, 15), None, "item", "list"),
    (6, "STORE_FAST", "facts", 5, (4, 9), None, "value", ""),
    (8, "LOAD_GLOBAL", "range + NULL", 6, (13, 18), None, "", "global null"),
    (18, "LOAD_CONST", "1", 6, (19, 20), None, "", "value"),
    (20, "LOAD_FAST", "x", 6, (22, 23), None, "", "value"),
    (22, "LOAD_CONST", "1", 6, (26, 27), None, "", "value"),
    (24, "BINARY_OP", "+", 6, (22, 27), None, "left right", "result"),
    (28, "CALL", "2", 6, (13, 28), None, "callable null arg1 arg2", "result"),
    (36, "GET_ITER", "", 6, (13, 28), None, "iterable", "iterator"),
    (38, "FOR_ITER", "", 6, (13, 28), 106, "iterator", "iterator next"),
    (42, "STORE_FAST", "i", 6, (8, 9), None, "value", ""),
    (44, "NOP", "", 7, (8, 12), None, "", ""),
    (46, "LOAD_FAST", "facts", 8, (12, 17), None, "", "value"),
    (48, "LOAD_ATTR", "append + NULL|self", 8, (12, 24), None, "owner", "method self"),
    (68, "LOAD_FAST", "facts", 8, (25, 30), None, "", "value"),
    (70, "LOAD_FAST", "i", 8, (31, 32), None, "", "value"),
    (72, "LOAD_CONST", "1", 8, (35, 36), None, "", "value"),
    (74, "BINARY_OP", "-", 8, (31, 36), None, "left right", "result"),
    (78, "BINARY_SUBSCR", "", 8, (25, 37), None, "container index", "item"),
    (82, "LOAD_FAST", "i", 8, (40, 41), None, "", "value"),
    (84, "BINARY_OP", "*", 8, (25, 41), None, "left right", "result"),
    (88, "CALL", "1", 8, (12, 42), None, "method self arg1", "result"),
    (96, "POP_TOP", "", 8, (12, 42), None, "value", ""),
    (98, "JUMP_BACKWARD", "", 8, (12, 42), 38, "", ""),
    (102, "POP_TOP", "", 10, (12, 17), None, "value", ""),
    (106, "END_FOR", "", 6, (4, 28), None, "value", ""),
    (108, "POP_TOP", "", 6, (4, 28), None, "value", ""),
    (110, "LOAD_FAST", "facts", 11, (11, 16), None, "", "value"),
    (112, "RETURN_VALUE", "", 11, (4, 16), None, "value", ""),
    (114, "PUSH_EXC_INFO", "", 0, (0, 0), None, "exception", "previous exception"),
    (116, "LOAD_GLOBAL", "OverflowError", 9, (15, 28), None, "", "global"),
    (126, "CHECK_EXC_MATCH", "", 9, (8, 28), None, "exception type", "exception matches"),
    (128, "POP_JUMP_IF_FALSE", "", 9, (8, 28), 138, "condition", ""),
    (132, "POP_TOP", "", 9, (8, 28), None, "value", ""),
    (134, "POP_EXCEPT", "", 10, (12, 17), None, "previous", ""),
    (136, "JUMP_BACKWARD_NO_INTERRUPT", "", 10, (12, 17), 102, "", ""),
    (138, "RERAISE", "0", 9, (8, 28), None, "exception", "exception"),
]
_MODULE: List[_Line] = [
    (0, "RESUME", "0", 0, (0, 0), None, "", ""),
    (
        2,
        "LOAD_CONST",
        "'The first factorials, each made from the one before.'",
        1,
        (0, 58),
        None,
        "",
        "value",
    ),
    (4, "STORE_NAME", "__doc__", 1, (0, 58), None, "value", ""),
    (6, "LOAD_CONST", "<code object factorials>", 4, (0, 16), None, "", "value"),
    (8, "MAKE_FUNCTION", "", 4, (0, 16), None, "code", "function"),
    (10, "STORE_NAME", "factorials", 4, (0, 16), None, "value", ""),
    (12, "LOAD_NAME", "print", 14, (0, 5), None, "", "value"),
    (14, "PUSH_NULL", "", 14, (0, 5), None, "", "null"),
    (16, "LOAD_NAME", "factorials", 14, (6, 16), None, "", "value"),
    (18, "PUSH_NULL", "", 14, (6, 16), None, "", "null"),
    (20, "LOAD_CONST", "5", 14, (17, 18), None, "", "value"),
    (22, "CALL", "1", 14, (6, 19), None, "callable null arg1", "result"),
    (30, "CALL", "1", 14, (0, 20), None, "callable null arg1", "result"),
    (38, "POP_TOP", "", 14, (0, 20), None, "value", ""),
    (40, "RETURN_CONST", "None", 14, (0, 20), None, "", ""),
]


def _rows(lines: Sequence[_Line]) -> Tuple[Row, ...]:
    rows = []
    for offset, opname, argrepr, line, (start, end), target, before, after in lines:
        columns = (line, line, start, end) if line and end else None
        rows.append(
            records.row(
                opname,
                offset,
                argrepr=argrepr,
                line=line or None,
                columns=columns,
                target=target,
                conditional=opname in ("FOR_ITER", "POP_JUMP_IF_FALSE"),
                before=tuple(before.split()),
                after=tuple(after.split()),
                summary=f"What {opname} does in general.",
            )
        )
    return tuple(rows)


_TRY = Block("try", 46, 98, 114, 1, True)
_LOOP = Block("loop", 38, 102, 38, -1, False)

LISTINGS: Dict[int, Listing] = {
    MODULE: records.listing(_rows(_MODULE), code=MODULE, qualname="<module>", file=FILE, nested=(FUNCTION,)),
    FUNCTION: records.listing(
        _rows(_FUNCTION), code=FUNCTION, qualname="factorials", file=FILE, first_line=4, blocks=(_TRY, _LOOP)
    ),
}
SOURCES = {FILE: SOURCE}
OPCODES = {
    row.opname: Opcode(
        row.opname, 1, "what its argument is", "left, right -- result", "", row.summary, ("New in 3.11.",)
    )
    for listing in LISTINGS.values()
    for row in listing.rows
}


def value(thing: object) -> Value:
    """A guest value as it is shown."""
    return Value(repr(thing), type(thing).__name__, 1)


METHOD = Value("<method 'append' of 'list' objects>", "method_descriptor", 2)
PRINT = Value("<built-in function print>", "builtin_function_or_method", 3)
FUNCTION_VALUE = Value("<function factorials>", "function", 4)
ITERATOR = Value("<range_iterator>", "range_iterator", 5)


def slots(values: Sequence[object], roles: Sequence[str] = ()) -> Tuple[StackSlot, ...]:
    """A stack, bottom first; the roles belong to its last entries."""
    names = [""] * (len(values) - len(roles)) + list(roles)
    made = []
    for thing, role in zip(values, names):
        if thing is None:
            made.append(StackSlot(Value("NULL", "NULL", 0), "null", role))
        else:
            made.append(StackSlot(thing if isinstance(thing, Value) else value(thing), "object", role))
    return tuple(made)


def variables(scope: str, **names: object) -> Tuple[Variable, ...]:
    """Names of one scope; Ellipsis stands for "not bound"."""
    return tuple(
        Variable(name, scope, None if thing is ... else thing if isinstance(thing, Value) else value(thing))
        for name, thing in names.items()
    )


def module_header(offset: int = 22) -> FrameHeader:
    """The outermost frame."""
    row = next(row for row in LISTINGS[MODULE].rows if row.offset == offset)
    return FrameHeader(1, MODULE, "<module>", FILE, row.line, offset, "vm")


def function_header(offset: int, frame: int = 2) -> FrameHeader:
    """The inner frame."""
    row = next(row for row in LISTINGS[FUNCTION].rows if row.offset == offset)
    return FrameHeader(frame, FUNCTION, "factorials", FILE, row.line, offset, "vm")


_GLOBALS = variables("global", factorials=FUNCTION_VALUE)


def in_function(
    number: int,
    offset: int,
    stack: Tuple[StackSlot, ...],
    forecast: Optional[Forecast] = None,
    reasons: Tuple[Reason, ...] = (Reason("step", "One step was asked for."),),
    blocks: Tuple[Block, ...] = (_LOOP, _TRY),
    **names: object,
) -> Snapshot:
    """A stop inside the function."""
    header = function_header(offset)
    view = FrameView(header, stack, blocks, variables("local", **names), _GLOBALS, forecast or Forecast())
    return Snapshot(number, reasons, "MainThread", 1, (header, module_header()), 0, view, None, None)


def in_module(number: int, selected: int = 0, frames: Tuple[FrameHeader, ...] = ()) -> Snapshot:
    """A stop where the module's frame is shown."""
    stack = slots([PRINT, None, FUNCTION_VALUE, None, 5], () if selected else ("callable", "", "arg 1"))
    names = variables("name", __name__="__main__", factorials=FUNCTION_VALUE)
    chain = frames or (module_header(),)
    view = FrameView(chain[selected], stack, (), names, (), None if selected else Forecast(callee="guest"))
    return Snapshot(number, (Reason("step", ""),), "MainThread", 1, chain, selected, view, None, None)


FACTS = [1, 1, 2]


def stops() -> List[Snapshot]:
    """A walk: before the call, four instructions in the loop, and its head where it will go on."""
    bound = {"x": 5, "facts": FACTS, "i": 3}
    longer = {**bound, "facts": [*FACTS, 6]}
    base = [ITERATOR, METHOD, FACTS]
    multiply, go_on = Forecast(result=value(6)), Forecast(jumps=False, target=106, result=value(4))
    loop = (_LOOP,)
    return [
        in_module(1),
        in_function(2, 78, slots([*base, FACTS, 2], ("container", "index")), **bound),
        in_function(3, 82, slots([*base, 2]), **bound),
        in_function(4, 84, slots([*base, 2, 3], ("left", "right")), multiply, **bound),
        in_function(5, 88, slots([*base, 6], ("method", "self", "arg 1")), **bound),
        in_function(6, 38, slots([ITERATOR], ("iterator",)), go_on, blocks=loop, **longer),
        in_function(7, 42, slots([ITERATOR, 4], ("value",)), blocks=loop, **longer),
        in_function(8, 44, slots([ITERATOR]), blocks=loop, **{**longer, "i": 4}),
    ]
