"""What runs the prepared program: the machine alone, or with a controller that talks, traces or lists.

A front's modules are imported when the front is chosen, before the program's own directories can be searched.
"""

from __future__ import annotations

import os
import sys
from typing import Callable, Optional

from ..protocol import PROTOCOL_VERSION, Ended, Launch, Listed, Ready
from ..vm.interpreter import Interpreter, Scope
from ..wire import Wire
from . import scope
from .interrupts import deliver_to
from .program import Program

Front = Callable[[Optional[Wire], Launch, Program], Callable[[], None]]


def load(front: str) -> Front:
    """The function that makes, of a prepared program, one that runs it; that may raise Refusal."""
    if front == "dis":
        return _listing_front()
    return _run


def _scope(launch: Launch, program: Program) -> Scope:
    return scope.predicate(launch.scope, launch.include, program.directory, program.file)


def _run(wire: Optional[Wire], launch: Launch, program: Program) -> Callable[[], None]:
    interpreter = Interpreter(None, scope=_scope(launch, program))
    deliver_to(interpreter)
    return lambda: interpreter.run_main(program.code, program.namespace)


def _listing_front() -> Front:
    """Nothing is run: the listings of the program are sent, the module's first."""
    from .listings import Listings
    from .sources import Sources

    def make(wire: Optional[Wire], launch: Launch, program: Program) -> Callable[[], None]:
        assert wire is not None
        sources = Sources()
        if program.source is not None:
            sources.add(program.file, program.source)
        listings = Listings(sources)

        def send() -> None:
            wire.send(Ready(PROTOCOL_VERSION, sys.version.split()[0], os.getpid()))
            for listing in listings.tree(listings.key(program.code)):
                wire.send(Listed(listing))
            wire.send(Ended(0, "listed"))

        return send

    return make
