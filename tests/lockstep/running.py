"""Running a program both ways in one process: by CPython, watched at each instruction, and by the machine."""

from __future__ import annotations

import builtins
import importlib.util
import linecache
import os
import sys
from types import CodeType, FrameType, ModuleType
from typing import Any, Dict, FrozenSet, Iterator, List, NamedTuple, Sequence, Tuple

from stepper.vm import Frame, Interpreter, Program, Resume, Stop, VMError
from stepper.vm.stackmap import stack_depths
from tests.differential.native_steps import Events, reported
from tests.lockstep.children import in_a_child
from tests.lockstep.realstack import value_stack
from tests.lockstep.record import Record, Step, outcome
from tests.lockstep.values import text_of

SLACK = 20_000  # instructions that the machine may run more than CPython before it is stopped


class Job(NamedTuple):
    """A program to be run both ways.

    ``modules`` are imported afresh and watched as well as the program, ``without`` the accelerators in C that
    would replace their functions. Without ``stacks`` only the instructions are compared.
    """

    source: str
    file: str = "<program>"
    modules: Sequence[str] = ()
    without: Sequence[str] = ()
    stacks: bool = True
    stdin: str = ""
    args: Sequence[str] = ()


def run_both(job: Job) -> Tuple[Record, Record]:
    """The record of CPython's run, and of the machine's. Each has a process of its own, forked off from this
    one, so that neither finds what the other has left behind.
    """
    lines = job.source.splitlines(keepends=True)
    linecache.cache[job.file] = (len(job.source), None, lines, job.file)
    files = (job.file, *_files(job.modules))
    expected = in_a_child(lambda: _natively(job, files))
    limit = len(expected.steps) + SLACK
    return expected, in_a_child(lambda: _in_the_machine(job, files, limit))


def compiled(job: Job) -> CodeType:
    """Compiled for each run: a run under tracing leaves its marks in a code object."""
    return compile(job.source, job.file, "exec", dont_inherit=True)


def main_module(job: Job) -> ModuleType:
    module = ModuleType("__main__")
    module.__dict__.update(__builtins__=builtins, __file__=job.file)
    return module


# ---- by CPython ----


class _Watcher(Events):
    """Writes down each instruction CPython reports."""

    def __init__(self, files: Sequence[str], with_stacks: bool) -> None:
        super().__init__(files)
        self.steps: List[Step] = []
        self._with_stacks = with_stacks
        self._known: Dict[int, Tuple[Program, List[int]]] = {}

    def step(self, frame: FrameType, offset: int) -> None:
        module = sys.modules.get(frame.f_globals.get("__name__", ""))
        if module is not None and module.__dict__ is not frame.f_globals and type(frame.f_globals) is dict:
            # A function that native code has taken from the module before that was imported afresh.
            # Not so the functions that annotationlib makes: their globals are no plain dict.
            return
        code = frame.f_code
        if id(code) not in self._known:
            program = Program(code)
            self._known[id(code)] = program, stack_depths(program)
        program, depths = self._known[id(code)]
        index = program.index_at[offset]
        values = value_stack(frame, depths[index]) if self._with_stacks else ()
        self.steps.append(_step(program, index, values))


def _step(program: Program, index: int, values: Sequence[Any]) -> Step:
    code, instruction = program.code, program.instructions[index]
    stack = tuple([text_of(value) for value in values])
    return Step(code.co_name, code.co_firstlineno, instruction.offset, instruction.opname, stack)


def _natively(job: Job, files: Tuple[str, ...]) -> Record:
    code, module = compiled(job), main_module(job)
    namespace = module.__dict__
    watcher = _Watcher(files, job.stacks)

    def run() -> None:
        stop = watcher.start()
        try:
            exec(code, namespace)
        finally:
            stop()

    prepare(job, module)
    return _record(job, watcher.steps, *outcome(run, namespace, files, job.stdin))


# ---- by the machine ----


class TooLong(VMError):
    """The machine goes on and on where CPython has come to an end."""


class _Stepper:
    """A controller that writes down each instruction, but for those of which CPython would not tell."""

    def __init__(self, files: Sequence[str], with_stacks: bool, limit: int) -> None:
        self.steps: List[Step] = []
        self._files = frozenset(files)
        self._with_stacks = with_stacks
        self._limit = limit
        self._reported: Dict[int, FrozenSet[int]] = {}  # by id of the Program, which lives on

    def stopped(self, stop: Stop) -> Resume:
        frame = stop.frame
        if frame is not None and not stop.is_unwinding:
            self._note(frame, stop.index)
        return Resume("step")

    def _note(self, frame: Frame, index: int) -> None:
        program = frame.program
        if program.filename not in self._files:
            return
        known = self._reported.get(id(program))
        if known is None:
            known = self._reported[id(program)] = frozenset(reported(program.code)[0].values())
        if program.instructions[index].offset in known:
            self.steps.append(_step(program, index, frame.stack if self._with_stacks else ()))
        if len(self.steps) > self._limit:
            raise TooLong(f"after {len(self.steps)} instructions")

    def attend(self) -> bool:
        return False

    def input_wanted(self, prompt: str) -> None:
        """There is none."""

    def input_done(self) -> None:
        """As above."""


def _in_the_machine(job: Job, files: Tuple[str, ...], limit: int) -> Record:
    code, module = compiled(job), main_module(job)
    namespace = module.__dict__
    stepper = _Stepper(files, job.stacks, limit)
    interpreter = Interpreter(stepper, lambda file: file in files)
    prepare(job, module)
    told = outcome(lambda: interpreter.run_main(code, namespace), namespace, files, job.stdin)
    return _record(job, stepper.steps, *told)


def _record(job: Job, steps: List[Step], output: str, exception: str, namespace: Dict[str, str]) -> Record:
    """Where values are not compared neither is what is printed of them."""
    return Record(steps, output, exception, namespace) if job.stacks else Record(steps, "", "", {})


# ---- modules ----


def _files(modules: Sequence[str]) -> Iterator[str]:
    for name in modules:
        spec = importlib.util.find_spec(name)
        assert spec is not None and spec.origin is not None, name
        yield spec.origin


def prepare(job: Job, module: ModuleType) -> None:
    """Make what a script finds around it, and have modules imported anew, without their accelerators."""
    sys.modules["__main__"] = module
    sys.argv[:] = [job.file, *job.args]
    sys.path.insert(0, os.path.dirname(job.file))
    for name in job.modules:
        sys.modules.pop(name, None)
    sys.modules.update(dict.fromkeys(job.without))  # type: ignore[arg-type]  # None: can't be imported
