"""Every program and every corner in the check mode, on the interpreter that runs this module.

Prints a line for each instruction that did something else to a stack than is declared, and for each opcode
that is executed nowhere; then the numbers.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from functools import partial
from pathlib import Path
from typing import Callable, Dict, Iterator, Set

from stepper.vm import HOST, Interpreter
from stepper.vm.checking import Checker
from stepper.vm.link import on_link
from stepper.vm.opcodes import OPS
from tests.differential import programs
from tests.lockstep.children import ChildFailed, in_a_child
from tests.lockstep.running import Job, compiled, main_module, prepare
from tests.vm.run_corners import CORNERS, differences

# What the compiler never makes, on some version.
NOT_COMPILED: Dict[str, str] = {
    "NOP": "3.9: the last pass over the bytecode takes them all out",
}


def run(program: programs.Program) -> None:
    """Run a program as a script, with the modules beside it; nothing is to be seen of it."""
    job = Job(program.path.read_text(encoding="utf-8"), str(program.path), args=program.args)
    reading, writing = os.pipe()
    os.write(writing, program.stdin)
    os.close(writing)
    os.dup2(reading, 0)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    code, module, folder = compiled(job), main_module(job), str(program.path.parent)
    prepare(job, module)
    try:
        Interpreter(scope=lambda file: file.startswith(folder)).run_main(code, module.__dict__)
    except BaseException as error:  # how it ends is for other tests
        del error


def run_corners() -> None:
    """Run all corners; what they do is for another test."""
    for path in sorted(CORNERS.glob("*.txt")):
        for _ in differences(path):
            pass


class Checked:
    """Runs guests, each in a process of its own, and gathers what the checks have told."""

    def __init__(self, report: Path) -> None:
        self._report = report
        self.executed: Set[str] = set()
        self.count = 0

    def run(self, name: str, guest: Callable[[], None]) -> None:
        """Run a guest."""
        self.count += 1
        try:
            self.executed |= in_a_child(lambda: self._in_the_child(guest))
        except ChildFailed as failed:
            if "without a result" not in str(failed):  # that is one which ends its process
                self._tell(f"{name}: {failed}")

    def _in_the_child(self, guest: Callable[[], None]) -> Set[str]:
        checker = Checker(self._tell)
        on_link.append(checker)
        guest()
        return checker.executed

    def _tell(self, fault: str) -> None:
        # Opened each time: a program may close what is open, and fork.
        with open(self._report, "a", encoding="utf-8") as report:
            report.write(fault + "\n")

    def faults(self) -> Iterator[str]:
        """The faults, each once."""
        yield from dict.fromkeys(self._report.read_text(encoding="utf-8").splitlines())


def unexecuted(executed: Set[str]) -> Iterator[str]:
    """What is wrong with the list of the opcodes that were not executed."""
    for name in sorted(set(OPS) - executed):
        if not (name in NOT_COMPILED and NOT_COMPILED[name].startswith("{}.{}:".format(*HOST))):
            yield f"{name} is executed by no program"


def main() -> None:
    """Print what is wrong, then how many programs and opcodes there were."""
    warnings.simplefilter("ignore")
    # No TemporaryDirectory: processes that programs fork would take it away when they end.
    number, report = tempfile.mkstemp()
    os.close(number)
    checked = Checked(Path(report))
    try:
        for program in programs.collect():
            if program.oldest <= HOST:
                checked.run(program.name, partial(run, program))
        checked.run("corners", run_corners)
        for line in (*checked.faults(), *unexecuted(checked.executed)):
            print(line)
    finally:
        os.unlink(report)
    print(f"{checked.count} guests, {len(checked.executed)} opcodes")


if __name__ == "__main__":
    main()
