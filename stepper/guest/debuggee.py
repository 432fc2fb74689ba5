"""The debuggee's main function: take the launch, prepare the program, run it under a front, end as Python
would.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any, Callable, FrozenSet, Optional, Tuple

from ..protocol import Launch, Quit, Refused
from ..vm.versions import UnsupportedPython, require_supported
from ..wire import Wire, WireClosed, from_json
from . import parent, private, program
from .program import Refusal

WRONG_USE = 2  # exit status
FAULT = 70  # exit status after a fault of ours (sysexits.h, EX_SOFTWARE)


def main(before: FrozenSet[str]) -> None:
    """Be the debuggee. What leaves this function leaves ``__main__``, so that Python itself ends the process.

    *before* names the modules that were loaded when the first line of ours ran.
    """
    wire, launch = _called_by(sys.argv[1:])
    error = _outcome(wire, launch, before)
    if error is None:
        return
    if not isinstance(error, SystemExit):
        program.report(error)
        if not program.ends_by_signal(error):
            sys.exit(1)
        program.silence_next_report(error)
    raise error


def _outcome(wire: Optional[Wire], launch: Launch, before: FrozenSet[str]) -> Optional[BaseException]:
    """Run the program and return what it raises; returned, since its excepthook finds none being handled."""
    try:
        _make_ready(wire, launch, before)()
    except Refusal as refusal:
        return _refuse(wire, str(refusal))
    except BaseException as error:
        return _judged(error)
    return None


def _judged(error: BaseException) -> BaseException:
    """An exception as the program's own; a fault of ours is reported in full instead."""
    from ..vm.link import VMError
    from ..vm.tracebacks import strip

    if isinstance(error, VMError):
        traceback.print_exception(type(error), error, error.__traceback__)
        sys.stderr.write("pystep: this is a fault of pystep, not of the program\n")
        return SystemExit(FAULT)
    strip(error)
    return error


def _called_by(arguments: Any) -> Tuple[Optional[Wire], Launch]:
    """What our own command line says: ``wire DESCRIPTOR``, ``connect PORT``, or the launch itself."""
    if len(arguments) == 1:
        launch = from_json(arguments[0])
        assert isinstance(launch, Launch)
        return None, launch
    how, where = arguments
    wire = parent.inherited_wire(where) if how == "wire" else parent.connected_wire(where)
    parent.take_terminal()
    parent.die_with_parent()
    try:
        first = wire.receive()
    except WireClosed:
        os._exit(0)
    if isinstance(first, Quit):
        os._exit(0)
    assert isinstance(first, Launch)
    return wire, first


def _make_ready(wire: Optional[Wire], launch: Launch, before: FrozenSet[str]) -> Callable[[], None]:
    """Load what the front needs, prepare the program, and return the function that runs it."""
    try:
        require_supported()
    except UnsupportedPython as error:
        raise Refusal(f"{sys.executable} can't be used: {error}") from None
    with private.imports():
        from . import fronts

        make = fronts.load(launch.front)
    private.withdraw()
    private.give_up_shadowed(program.own_directory(launch), before)
    ready = program.prepare(launch)
    run = make(wire, launch, ready)
    return lambda: program.call(ready, run)


def _refuse(wire: Optional[Wire], text: str) -> SystemExit:
    """Say why the program can't be started; returns the end with the status for wrong use."""
    if wire is not None:
        wire.send(Refused(text))
    else:
        sys.stderr.write(f"pystep: {text}\n")
    return SystemExit(WRONG_USE)
