"""A stopped machine as plain data: the frame chain, one frame of it in full, and why the program has stopped.

It costs well under a millisecond and is bounded, whatever the depth of the recursion or the size of a
namespace."""

from __future__ import annotations

from collections import deque
from itertools import islice
from types import BuiltinFunctionType, CellType, FunctionType, ModuleType
from typing import Any, Iterator, List, NamedTuple, Optional, Tuple

from ..protocol import Block, FrameHeader, FrameView, Reason, Snapshot, StackSlot, Variable
from ..vm.frame import NULL, Frame, cell_value
from ..vm.stops import Stop
from .forecast import forecast
from .listings import Listings, block_record
from .peek import is_instance, items_of, short_name
from .saferepr import show
from .slotkinds import kinds_at
from .unwinding import unwinding_of

SHOWN_FRAMES = 100  # at each end of the chain
SHOWN_SLOTS = 200
SHOWN_NAMES = 200  # of one scope
_LOOKED_AT = 2000  # names of a namespace


class Place(NamedTuple):
    """Where a frame stands: before an instruction, in a call it makes, or at the instruction that failed."""

    frame: Frame
    at: int  # index of the instruction


Entry = Tuple[Optional[Place], FrameHeader]  # no place: code that CPython runs itself, or frames left out


def chain(stop: Stop, listings: Listings) -> List[Entry]:
    """The frame chain, innermost first; of a long one the two ends."""
    places = _places(stop)
    entries = [entry for place in islice(places, SHOWN_FRAMES) for entry in _entries(place, listings)]
    rest = 0
    ends: deque[Place] = deque(maxlen=SHOWN_FRAMES)
    for place in places:
        ends.append(place)
        rest += 1
    if rest > len(ends):
        left_out = f"… {rest - len(ends)} more frames …"
        entries.append((None, FrameHeader(0, 0, left_out, "", None, -1, "native")))
    return entries + [entry for place in ends for entry in _entries(place, listings)]


def _places(stop: Stop) -> Iterator[Place]:
    frame, index = stop.frame, stop.index
    while frame is not None:
        yield Place(frame, index)
        frame = frame.back
        index = frame.pc - 1 if frame is not None else -1


def _entries(place: Place, listings: Listings) -> Iterator[Entry]:
    frame, at = place
    program = frame.program
    instruction = program.instructions[at]
    yield (
        place,
        FrameHeader(
            frame.number,
            listings.key(program.code),
            program.qualname,
            listings.file(program),
            program.lines[at],
            instruction.offset,
            "vm",
        ),
    )
    if frame.is_entry and frame.back is not None:
        yield None, FrameHeader(0, 0, "native code", "", None, -1, "native")


def take(stop: Stop, number: int, listings: Listings, selected: int = 0) -> Snapshot:
    """The snapshot of a stop. IndexError when the frame selected is none of the program's own."""
    entries = chain(stop, listings)
    place = None
    if entries:
        place = entries[selected][0] if 0 <= selected < len(entries) else None
        if place is None:
            raise IndexError(selected)
    return Snapshot(
        number,
        tuple([Reason(reason.kind, reason.text) for reason in stop.reasons]),
        short_name(stop.thread),
        _threads(stop),
        tuple([header for _, header in entries]),
        selected,
        None if place is None else _view(place, entries[selected][1], stop),
        None if stop.exception is None else show(stop.exception),
        show(stop.returned) if stop.has_returned else None,
        unwinding_of(stop),
    )


def _threads(stop: Stop) -> int:
    if stop.frame is None:
        return 1
    machines = stop.frame.machine.interpreter.live_machines()
    return sum(1 for machine in machines if machine.frame is not None)


def _view(place: Place, header: FrameHeader, stop: Stop) -> FrameView:
    frame, at = place
    about_to_run = frame is stop.frame and not stop.is_unwinding
    return FrameView(
        header,
        tuple(stack_slots(frame, at, about_to_run)),
        block_stack(frame, at),
        tuple(variables(frame)),
        () if frame.namespace is frame.globals else tuple(global_variables(frame)),
        forecast(frame) if about_to_run else None,
    )


# ---- stacks ----


def stack_slots(frame: Frame, at: int, about_to_run: bool) -> Iterator[StackSlot]:
    """The value stack, bottom first; of a very deep one the top.

    An instruction in progress has taken its operands already: there the slots have no roles.
    """
    stack = frame.stack
    kinds = kinds_at(frame.program, at)
    roles: Tuple[str, ...] = ()
    instruction = frame.program.instructions[at]
    if about_to_run and instruction.op is not None:
        roles = instruction.op.effect.input_names(instruction.oparg)
    for position in range(max(len(stack) - SHOWN_SLOTS, 0), len(stack)):
        value = stack[position]
        role = position - (len(stack) - len(roles))
        kind = "null" if value is NULL else kinds[position] if position < len(kinds) else "object"
        yield StackSlot(show(value), kind, roles[role] if role >= 0 else "")


def block_stack(frame: Frame, at: int) -> Tuple[Block, ...]:
    """The blocks a frame is in, outermost first."""
    return tuple([block_record(frame.program, block) for block in frame.blocks_at(at)])


# ---- names ----


def variables(frame: Frame) -> Iterator[Variable]:
    """The names of a frame: its slots, then the namespace of a module or class body."""
    yield from islice(_slot_variables(frame), SHOWN_NAMES)
    if frame.namespace is not None:
        for name, value in _named(frame.namespace):
            yield Variable(name, "name", show(value))


def _slot_variables(frame: Frame) -> Iterator[Variable]:
    program = frame.program
    is_function = frame.namespace is None
    for slot, value in enumerate(frame.locals):
        if slot in program.moved_arguments:
            continue  # its cell comes later
        scope = "local"
        if slot in program.cell_slots:
            scope = "free" if slot >= program.first_free else "cell"
            if type(value) is CellType:
                value = cell_value(value)
        elif value is NULL and not is_function:
            continue  # a variable of an inlined comprehension in a module or class, outside of it
        yield Variable(program.slot_names[slot], scope, None if value is NULL else show(value))


def global_variables(frame: Frame) -> Iterator[Variable]:
    """The globals of a frame: data first, then functions and classes, then modules."""
    found = list(_named(frame.globals, _LOOKED_AT))
    for name, value in sorted(found, key=_rank)[:SHOWN_NAMES]:
        yield Variable(name, "global", show(value))


def _rank(item: Tuple[str, Any]) -> int:
    cls = type(item[1])
    if cls is ModuleType:
        return 2
    return 1 if cls is FunctionType or cls is BuiltinFunctionType or is_instance(item[1], type) else 0


def _named(namespace: Any, limit: int = SHOWN_NAMES) -> Iterator[Tuple[str, Any]]:
    """Those with a name that is not the interpreter's own."""
    count = 0
    for name, value in items_of(namespace, _LOOKED_AT):
        if type(name) is str and not (name.startswith("__") and name.endswith("__")):
            yield name, value
            count += 1
            if count == limit:
                return
