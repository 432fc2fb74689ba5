"""The stub of a function that makes generators, coroutines or asynchronous generators.

It is their code as well: a loop around a Driver, which runs the guest's frame a resumption at a time. For
each place where the guest's code may be suspended it has one of its own, and there it stands as the guest's
frame does: on the same line, with the same variables, and delegating to the same object. So what native
code sees of a suspended generator (gi_frame, its line and variables, gi_yieldfrom) is what it should see,
and throw() and close() go to the delegate by themselves (Objects/genobject.c, ``_gen_throw``). Up to 3.10
it can't delegate, for native code would then run the guest's YIELD_FROM.

The value stack of the stub, from the bottom: the driver's ``resume``; what is delegated to, or None; what is
yielded or sent. The driver is in no variable, for all of them are the guest's.
"""

from __future__ import annotations

import opcode
from types import CodeType
from typing import Any, Callable, Dict, List, Tuple

from .assembler import call_sequence, instruction, reassemble
from .frame import CO_ASYNC_GENERATOR, CO_NEWLOCALS, NULL
from .linetable import Place
from .link import Program
from .stub_assembly import DUP, IS, StubAssembly
from .versions import HOST, PY39, PY311, PY313, PY315

# What a driver is resumed with; the second argument of ``resume``.
SENT, THROWN = 0, 1  # a value; an exception, in a list
LEFT, LEFT_BY_ERROR = 2, 3  # the same, after throw() has ended the delegation (3.11 and before)
STARTED = 4  # nothing at all: 3.9 pushes nothing when a generator begins

_SWAP = instruction("SWAP", 2) if HOST >= PY311 else instruction("ROT_TWO")
_POP = instruction("POP_TOP")
_LIST = instruction("BUILD_LIST", 1)
_compared = compile("left < right", "", "eval").co_code
_COMPARE = _compared[_compared.index(opcode.opmap["COMPARE_OP"]) + 1] | (
    16 if HOST >= PY313 else 0
)  # 16: a bool
_LESS = instruction("COMPARE_OP", _COMPARE)
_FUNCTION_OF_GLOBALS = (lambda: None).__code__
_locals = locals


def _resume_call() -> bytes:
    """[resume, value, how] -> [resume, outcome]"""
    if HOST < PY311:
        rotate = instruction("ROT_THREE")
        lift = rotate + rotate + DUP + instruction("ROT_FOUR") + rotate
        return lift + instruction("CALL_FUNCTION", 2)
    copy = instruction("COPY", 3) + instruction("PUSH_NULL")
    if HOST >= PY313:
        copy = instruction("PUSH_NULL") + instruction("COPY", 4)
    lift = copy + instruction("SWAP", 4) + _SWAP + instruction("SWAP", 3)
    precall = instruction("PRECALL", 2) if HOST == PY311 else b""
    return lift + precall + instruction("CALL", 2)


_CALL_RESUME = _resume_call()


def suspensions(program: Program) -> Dict[int, bool]:
    """The places where a frame may be suspended, by the index it goes on at: whether it is delegating."""
    code = program.instructions
    if HOST < PY311:
        plain = {each.index + 1: False for each in code if each.opname == "YIELD_VALUE"}
        return {**plain, **{each.index: True for each in code if each.opname == "YIELD_FROM"}}
    return {
        resume.index: resume.oparg & 3 >= 2
        for each, resume in zip(code, code[1:])
        if each.opname == "YIELD_VALUE"
    }


def assemble_generator_stub(program: Program, entry: Callable[..., Any]) -> Tuple[CodeType, int]:
    """The code, and the offset where its generators begin.

    ``entry`` is called with the arguments and cells, and gives the ``resume`` of a driver.
    """
    stub = _GeneratorStub(program, entry)
    stub.begin()
    stub.run()
    stub.suspend()
    stub.end()
    slots = max(len(program.slot_names), program.argument_slots + len(program.code.co_freevars))
    code = reassemble(program.code, b"", slots + 12, co_consts=stub.constants, **stub.fields())
    return code, stub.offset("begun")


class _GeneratorStub(StubAssembly):
    """Its parts in the order of the code. Comments show the value stack."""

    def __init__(self, program: Program, entry: Callable[..., Any]) -> None:
        self.suspensions = sorted(suspensions(program).items())
        self.places = _places(program)
        made = (each.index for each in program.instructions if each.opname == "RETURN_GENERATOR")
        constants = [None, NULL, _FUNCTION_OF_GLOBALS, _locals, SENT, THROWN, LEFT, LEFT_BY_ERROR, STARTED]
        constants += [index for index, _ in self.suspensions]
        super().__init__(program, entry, self.places[next(made, 0)], tuple(constants))

    def begin(self) -> None:
        """Make the driver, and the generator: RETURN_GENERATOR from 3.11 on, before it the call itself.

        Until RETURN_GENERATOR the frame must be incomplete, that is, be before its first RESUME: so no frame
        object is made of it, which the generator would share.
        """
        program = self.program
        if HOST < PY311:
            first = program.instructions[0]
            if first.opname == "GEN_START":
                self.do("GEN_START", first.oparg)
            self.call_entry()
            self.mark("begun")
            self.add(self.load(None) + self.load(STARTED if HOST == PY39 else SENT))
        else:
            globals_ = self.load(_FUNCTION_OF_GLOBALS) + instruction("MAKE_FUNCTION")
            if program.code.co_flags & CO_NEWLOCALS:
                self.call_entry(globals_, 1)
            elif HOST == PY311:
                self.call_entry(globals_ + call_sequence(self.load(_locals), b"", 0), 2)
            else:
                self.call_entry(globals_ + instruction("LOAD_LOCALS"), 2)
            for slot in sorted(program.cell_slots):
                if slot < program.first_free:
                    self.do("MAKE_CELL", slot)
            self.add(instruction("RETURN_GENERATOR") + _POP)
            self.mark("begun")
            self.do("RESUME")
            self.mark("running")
            self.guard("begun", "running", "thrown", 1)
            self.add(self.load(None) + self.load(SENT))
        self.jump("JUMP", "run")

    def run(self) -> None:
        """Have the frame run on, and take apart what that gives."""
        self.mark("resumed")  # [resume, delegate, sent]
        if HOST < PY311:
            self.add(instruction("POP_BLOCK") + _SWAP + _POP)
        else:
            self.add(_SWAP + _POP if HOST == PY311 else instruction("END_SEND"))
        self.add(self.load(SENT))
        self.mark("run")  # [resume, value, how]
        variables = self._own_variables()
        for slot in variables:  # they are the running frame's now
            self.add(self.load(None) + instruction("STORE_FAST", slot) + instruction("DELETE_FAST", slot))
        self.add(
            _CALL_RESUME + instruction("UNPACK_SEQUENCE", 4)
        )  # [resume, delegate, value, variables, where]
        self.add(_SWAP)
        count = len(self.program.slot_names)
        self.add(instruction("UNPACK_SEQUENCE", count) if count else _POP)
        for slot in range(count):
            if slot in variables:
                self._set_variable(slot)
            else:
                self.add(_POP)
        self.add(DUP + self.load(None) + IS)
        self.jump("JUMP_IF_TRUE", "end")

    def _own_variables(self) -> range:
        """Those that the frame may bind anew: not the cells of the closure; up to 3.10 no cells at all."""
        return range(self.program.first_free if HOST >= PY311 else self.program.code.co_nlocals)

    def _set_variable(self, slot: int) -> None:
        self.add(DUP + self.load(NULL) + IS)
        self.jump("JUMP_IF_FALSE", f"bound {slot}")
        self.add(_POP)
        self.jump("JUMP", f"set {slot}")
        self.mark(f"bound {slot}")
        self.do("STORE_FAST", slot)
        self.mark(f"set {slot}")

    def suspend(self) -> None:
        """Go to the place that stands for the one where the frame is suspended, and yield there."""
        self._choose(self.suspensions)  # [resume, delegate, value, where]

    def _choose(self, choices: List[Tuple[int, bool]]) -> None:
        if len(choices) > 1:
            half = len(choices) // 2
            after = choices[half][0]
            self.add(DUP + self.load(after) + _LESS)
            self.jump("JUMP_IF_FALSE", f"from {after}")
            self._choose(choices[:half])
            self.mark(f"from {after}")
            self._choose(choices[half:])
        elif choices:
            self.add(_POP)
            elsewhere = self.place
            self._suspend_at(*choices[0])
            self.place = elsewhere

    def _suspend_at(self, index: int, delegates: bool) -> None:
        instructions = self.program.instructions
        self.place = self.places[index - 1]  # [resume, delegate, value]
        if HOST < PY311:
            self.jump("SETUP_FINALLY", "thrown")
            if delegates and self.program.code.co_flags & CO_ASYNC_GENERATOR:
                self.add(self.load(None) + instruction("YIELD_FROM"))
            else:
                self.do("YIELD_VALUE")
            self.jump("JUMP", "resumed")
            return
        if HOST >= PY315:
            self.add(instruction("PUSH_NULL") + _SWAP)  # [resume, delegate, NULL, value]
        if HOST == PY311 and delegates:
            # When the delegate has ended in throw(), C goes by this oparg: on at "left".
            self.jump("JUMP", f"yield {index}")
            self.do("SEND", 3)
        self.mark(f"yield {index}")
        self.do("YIELD_VALUE", instructions[index - 1].oparg)
        self.do("RESUME", instructions[index].oparg)
        self.mark(f"yielded {index}")
        self.guard(f"yield {index}", f"yielded {index}", "thrown", 1)
        if HOST == PY311 and delegates:
            self.jump("JUMP", f"go on {index}")
            self.mark(f"left {index}")  # [resume, result]
            self.guard(f"yielded {index}", f"left {index}", "left by error", 1)
            self.add(self.load(LEFT))
            self.jump("JUMP", "run")
            self.mark(f"go on {index}")
        self.jump("JUMP", "resumed")

    def end(self) -> None:
        """The frame has been left for good. And where exceptions that are thrown in come out."""
        self.mark("end")  # [resume, failed, value, None]
        self.add(_POP + _SWAP)
        self.jump("JUMP_IF_TRUE", "raise")
        self.add(_SWAP + _POP + instruction("RETURN_VALUE"))
        self.mark("raise")  # [resume, exception]
        self.add(_SWAP + _POP)
        self.reraise()
        self.fail()
        self.mark("thrown")  # [resume, exception]
        if HOST < PY311:  # [resume, None, None, those of the handler before, traceback, exception, type]
            self.add(_POP + _SWAP + _POP + instruction("ROT_FOUR") + instruction("POP_EXCEPT"))
            self.add(instruction("ROT_THREE") + _POP + _POP)
        self.add(_LIST + self.load(THROWN))
        self.jump("JUMP", "run")
        if HOST == PY311:
            self.mark("left by error")  # [resume, exception]
            self.add(_LIST + self.load(LEFT_BY_ERROR))
            self.jump("JUMP", "run")


def _places(program: Program) -> List[Place]:
    """The place in the source of each instruction."""
    first = program.code.co_firstlineno
    if HOST < PY311:
        return [Place(line or first) for line in program.lines]
    positions = list(program.code.co_positions())
    return [_place(first, *positions[each.offset // 2]) for each in program.instructions]


def _place(first: int, line: Any, end_line: Any, column: Any, end_column: Any) -> Place:
    return Place(first) if line is None else Place(line, end_line, column, end_column)
