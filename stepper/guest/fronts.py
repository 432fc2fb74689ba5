"""What runs the prepared program: the machine alone, or with a controller that talks, traces or lists."""

from __future__ import annotations

from typing import Callable, Optional

from ..protocol import Launch
from ..vm.interpreter import Interpreter, Scope
from ..wire import Wire
from . import scope
from .interrupts import deliver_to
from .program import Program


def make(wire: Optional[Wire], launch: Launch, program: Program) -> Callable[[], None]:
    """The function that runs *program* as *launch* asks; raises Refusal when that is impossible."""
    interpreted = scope.predicate(launch.scope, launch.include, program.directory, program.file)
    return _run(program, interpreted)


def _run(program: Program, interpreted: Scope) -> Callable[[], None]:
    interpreter = Interpreter(None, scope=interpreted)
    deliver_to(interpreter)
    return lambda: interpreter.run_main(program.code, program.namespace)
