"""The gate: while one thread of the guest is stopped, every other waits before its next instruction."""

from __future__ import annotations

from _thread import RLock, get_ident
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from .frame import Frame
    from .machine import Machine


class Gate:
    """A lock: who decides whether to stop, and who has stopped, holds it; all others pass through it.

    A machine passes when its eval breaker is up, and who stops raises those of all others once the gate is
    shut: so a thread that comes back from C code, or has just begun, is held as well. Guest code may also be
    run by who has stopped (a finaliser) and by threads that only look at the program: these neither stop nor
    wait, since nobody could tell them to go on.
    """

    def __init__(self) -> None:
        self._lock: Any = RLock()
        self._owner = 0  # ident of the thread inside

    @property
    def is_shut(self) -> bool:
        """Whether a thread is inside."""
        return self._owner != 0

    def enter(self, machine: Machine) -> bool:
        """Shut the gate, as soon as nobody is inside. False for who must not stop: it stays as it is."""
        here = get_ident()
        if machine.is_outside or self._owner == here:
            return False
        if not self._lock.acquire(False):
            self._wait(machine)
        self._owner = here
        return True

    def _wait(self, machine: Machine) -> None:
        # The main thread handles signals while it waits, maybe by guest code: that has to wait as well.
        machine.request_attention()
        while True:
            try:
                self._lock.acquire()
                return
            except BaseException as error:  # of a handler; the instruction to come has not begun yet
                machine.pending.append(_raising(error))
                if self._lock._is_owned():  # acquired before the handler ran
                    return

    def leave(self) -> None:
        """Open the gate."""
        self._owner = 0
        self._lock.release()

    def pass_through(self, machine: Machine) -> None:
        """Wait while another thread is inside."""
        if self._owner and self.enter(machine):
            self.leave()


def _raising(error: BaseException) -> Callable[[Frame], None]:
    def fail(frame: Frame) -> None:
        raise error

    return fail
