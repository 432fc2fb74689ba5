"""VM: the machine for library users. Each method runs the guest to its next stop and returns the Stop.

    vm = VM.load("script.py", argv=["script.py"])      # nothing has run yet
    stop = vm.step()                                   # one instruction, into calls
    stop.reason, stop.instruction, stop.frame.stack, stop.frame.blocks, stop.frame.back

The guest runs on threads of its own and hands over with two locks, so that a method returns even when the
guest function that stopped was called from C code. While one thread of the guest is stopped the others are
held; ``stop.thread`` says which one it is, and stepping stays in it: "step" to "until" are about that thread,
and the others run meanwhile. When it ends, the program runs on to the next breakpoint or to its end.
``close()`` ends a guest that has not come to its end.
"""

from __future__ import annotations

import _thread
import threading
import weakref
from os import PathLike
from time import monotonic as _monotonic
from types import CodeType, ModuleType, TracebackType
from typing import Any, Dict, Optional, Sequence, Tuple, Type, Union

from .frame import Frame
from .interpreter import Interpreter, Scope, nothing_else
from .link import Program, link
from .started import alive, begin_noting, end_noting, let_go
from .stops import END, Reason, Resume, Stop
from .threads import machine_here, release
from .tracebacks import strip

_join, _is_alive = threading.Thread.join, threading.Thread.is_alive
CLOSING = 5.0  # seconds for the threads of a guest that is closed
LEAVING = 0.1  # the same, at the end of the process
STACK_SIZE = 256 * 1024 * 1024  # bytes; nested calls through C code use the host's stack

_begun: weakref.WeakSet[VM] = weakref.WeakSet()


def _close_all() -> None:
    """Have no thread of a guest hold up the end of the process."""
    for vm in list(_begun):
        vm.close(LEAVING)


# Called before the process waits for its threads; atexit's callbacks are called after that.
getattr(threading, "_register_atexit")(_close_all)  # noqa: B009


class VM:
    """A guest program that is run in portions. Methods may be called from any one thread at a time.

    ``stop`` is the last Stop; ``exception`` what ended the program, if an exception did. The methods that go
    on raise RuntimeError once the program has ended. UnsupportedPython where the machine does not know the
    bytecode.
    """

    def __init__(
        self, code: CodeType, namespace: Optional[Dict[str, Any]] = None, scope: Scope = nothing_else
    ) -> None:
        self.interpreter = Interpreter(self, scope)
        self.interpreter.is_shared = True
        self.exception: Optional[BaseException] = None
        self.stop: Optional[Stop] = None
        self._namespace = namespace if namespace is not None else {"__name__": "__main__"}
        self._code = code
        self._resume: Optional[Resume] = None
        self._guest_may_run = _thread.allocate_lock()
        self._guest_may_run.acquire()
        self._guest_has_stopped = _thread.allocate_lock()
        self._guest_has_stopped.acquire()
        self._pause = False
        self._end: Optional[Stop] = None
        self._ended = False
        self._thread: Optional[threading.Thread] = None

    @classmethod
    def load(
        cls,
        path: Union[str, PathLike[str]],
        argv: Optional[Sequence[str]] = None,
        scope: Scope = nothing_else,
    ) -> VM:
        """A VM for a source file.

        Nothing has run yet. Raises OSError, SyntaxError; ``argv`` becomes sys.argv.
        """
        import sys

        path = str(path)
        with open(path, "rb") as file:
            code = compile(file.read(), path, "exec", dont_inherit=True)
        if argv is not None:
            sys.argv = list(argv)
        module = ModuleType("__main__")
        module.__file__ = path
        return cls(code, module.__dict__, scope)

    @property
    def program(self) -> Program:
        """The main code object, linked."""
        return link(self._code)

    @property
    def namespace(self) -> Dict[str, Any]:
        """The main module's namespace."""
        return self._namespace

    # ---- going on ----

    def step(self) -> Stop:
        """Run one instruction, into calls."""
        return self._go_on(Resume("step"))

    def next(self, frame: Optional[Frame] = None) -> Stop:
        """Run to the next instruction of a frame (the innermost), over calls, or to its caller once it is
        left.
        """
        return self._go_on(Resume("next", frame))

    def finish(self, frame: Optional[Frame] = None) -> Stop:
        """Run until a frame (the innermost) returns or an exception leaves it; ``stop.returned`` is its
        value.
        """
        return self._go_on(Resume("finish", frame))

    def line(self, frame: Optional[Frame] = None) -> Stop:
        """Run to the start of the next source line of a frame (the innermost), over calls."""
        return self._go_on(Resume("line", frame))

    def until(self, offset: int, frame: Optional[Frame] = None) -> Stop:
        """Run to the instruction at a byte offset of a frame (the innermost).

        ValueError when none is there.
        """
        target = frame if frame is not None else self._innermost()
        self._place(self._code if target is None else target.code, offset)
        return self._go_on(Resume("until", frame, offset))

    def continue_(self) -> Stop:
        """Run to the next breakpoint, or to the end."""
        return self._go_on(Resume("continue"))

    def pause(self) -> None:
        """Ask a running guest to stop before its next instruction.

        Called from another thread or a signal handler.
        """
        self._pause = True
        self.interpreter.request_attention()

    def break_at(self, code: CodeType, offset: int) -> None:
        """Set a breakpoint on the instruction at a byte offset of a code object.

        ValueError when none is there.
        """
        program, index = self._place(code, offset)
        program.set_breakpoint(index)

    def clear_break(self, code: CodeType, offset: int) -> None:
        """Remove a breakpoint."""
        program, index = self._place(code, offset)
        program.clear_breakpoint(index)

    def close(self, timeout: float = CLOSING) -> bool:
        """End the guest, if it has begun and not ended: SystemExit is raised in each of its threads, and in
        the end no handler of theirs is asked.

        Returns whether all have ended within the seconds given; one that waits in C code can't be ended.
        """
        if self._thread is None:
            return True
        deadline = _monotonic() + timeout
        self._observe()
        self.interpreter.end()
        if self._guest_may_run.locked():
            self._guest_may_run.release()
        threads = [self._thread, *alive(self.interpreter)]
        for thread in threads:
            _join(thread, max(deadline - _monotonic(), 0.0))
        remaining = [thread for thread in threads if _is_alive(thread)]
        for thread in remaining:
            let_go(thread)
        if not remaining:
            self.interpreter.is_ending = False  # finalisers may still run
        return not remaining

    def __enter__(self) -> VM:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def _place(self, code: CodeType, offset: int) -> Tuple[Program, int]:
        program = link(code)
        if offset not in program.index_at:
            raise ValueError(f"no instruction of {program.qualname} is at offset {offset}")
        return program, program.index_at[offset]

    def _innermost(self) -> Optional[Frame]:
        return self.stop.frame if self.stop is not None else None

    # ---- the two sides of the hand-over ----

    def _go_on(self, resume: Resume) -> Stop:
        if self._ended:
            raise RuntimeError("the program has ended")
        self._observe()
        if self._thread is None:
            self._start()
        self._resume = resume
        self._guest_may_run.release()
        self._guest_has_stopped.acquire()
        assert self.stop is not None
        return self.stop

    def _observe(self) -> None:
        """The current thread only looks at the guest, also when what it does runs guest code."""
        self.interpreter.observer = _thread.get_ident()
        machine = machine_here()
        if machine is not None and machine.is_outside:
            release()

    def _start(self) -> None:
        """Begin the guest's thread; it stops at once, before the first instruction."""
        begin_noting()
        _begun.add(self)
        before = threading.stack_size(STACK_SIZE)
        try:
            self._thread = threading.Thread(target=self._run, name="pystep guest", daemon=True)
            self._thread.start()
        finally:
            threading.stack_size(before)
        self._guest_has_stopped.acquire()

    def _run(self) -> None:
        # The process does not wait for this thread, but to the guest it is the main one: what it starts are
        # no daemons.
        vars(self._thread)["_daemonic"] = False
        try:
            self.interpreter.run_main(self._code, self._namespace)
        except BaseException as error:
            strip(error)
            self.exception = error if not self.interpreter.is_ending else None
        end_noting()
        # Only now is the traceback what it will stay.
        end = self._end or Stop((Reason(END, "the program has ended"),), None, -1)
        self.stop = Stop(end.reasons, None, -1, self.exception, thread=end.thread)
        self._ended = True
        self._guest_has_stopped.release()

    def stopped(self, stop: Stop) -> Optional[Resume]:
        """The interpreter's side: hand the stop over and wait for how to go on."""
        if stop.frame is None:
            self._end = stop
            return None
        if self._end is not None:  # a thread that the program has left behind
            return Resume("continue")
        self.stop = stop
        self._guest_has_stopped.release()
        self._guest_may_run.acquire()
        self.stop = None  # the last stop must not keep the guest's values alive while it runs
        return self._resume

    def attend(self) -> bool:
        """The interpreter asks whether a pause was wanted."""
        wanted, self._pause = self._pause, False
        return wanted

    def input_wanted(self, prompt: str) -> None:
        """The guest reads the process's own standard input."""

    def input_done(self) -> None:
        """The guest has its line."""

    def forked(self) -> None:
        """Nobody can go on with a child that the guest has forked: it runs to its end."""
        self.interpreter.controller = None
