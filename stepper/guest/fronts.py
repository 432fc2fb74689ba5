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
from .program import Program, Refusal

Front = Callable[[Optional[Wire], Launch, Program], Callable[[], None]]


def load(front: str) -> Front:
    """The function that makes, of a prepared program, one that runs it; that may raise Refusal."""
    return {"wire": _driven_front, "trace": _traced_front, "dis": _listing_front, "run": _plain_front}[
        front
    ]()


def _scope(launch: Launch, program: Program) -> Scope:
    return scope.predicate(launch.scope, launch.include, program.directory, program.file)


def _plain_front() -> Front:
    """The program as it is, to its end."""
    from .interrupts import deliver_to

    def make(wire: Optional[Wire], launch: Launch, program: Program) -> Callable[[], None]:
        interpreter = Interpreter(None, scope=_scope(launch, program))
        deliver_to(interpreter)
        return lambda: interpreter.run_main(program.code, program.namespace)

    return make


def _traced_front() -> Front:
    """A line is written for every instruction."""
    from ..vm.policy import STEP_EACH
    from .interrupts import deliver_to
    from .tracer import Tracer

    def make(wire: Optional[Wire], launch: Launch, program: Program) -> Callable[[], None]:
        try:
            tracer = Tracer(launch)
        except OSError as error:
            raise Refusal(f"can't write {launch.trace_file or 'standard error'}: {error.strerror}") from None
        interpreter = Interpreter(tracer, scope=_scope(launch, program))
        interpreter.elsewhere = STEP_EACH
        deliver_to(interpreter)
        return lambda: interpreter.run_main(program.code, program.namespace)

    return make


def _driven_front() -> Front:
    """The program is driven over the wire."""
    from .interrupts import deliver_to
    from .server import Server
    from .where import WhereError

    def make(wire: Optional[Wire], launch: Launch, program: Program) -> Callable[[], None]:
        assert wire is not None
        server = Server(wire, launch)
        is_interpreted = _scope(launch, program)
        try:
            server.prepare(program, is_interpreted)
        except WhereError as error:
            raise Refusal(str(error)) from None
        interpreter = Interpreter(server, scope=is_interpreted)
        deliver_to(interpreter)
        return lambda: server.run(interpreter, program)

    return make


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
