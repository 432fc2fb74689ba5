"""One life of the debuggee: its process and the two threads that attend it. A restart begins another life.

Ownership: the *keeper* thread starts the process and waits for its end, and nothing else (the process dies
with the thread that started it). The *reader* thread alone reads the wire and the output and calls
``deliver``, one event at a time. Any thread may send, type or end the life; none of these waits for the
reader, which may itself be waiting for the caller.
"""

from __future__ import annotations

import codecs
import contextlib
import queue
import selectors
import socket
import threading
import time
from typing import Any, Callable, NamedTuple, Optional, Union

from . import protocol
from .launcher import LaunchError
from .process import ExitStatus, Process
from .wire import Message, WireClosed, WireError

CHUNK = 1 << 16  # bytes of output in one event, about
LAST_WORDS = 1 << 24  # bytes of output read after the end at most: a process left behind may print for ever
GRACE = 0.5  # seconds between the end of the wire and the end of the process that are no news


class Output(NamedTuple):
    """What the program has printed: decoded, with "\\n" line ends; it may hold escape sequences."""

    text: str


class Exited(NamedTuple):
    """The process has ended, and everything it said has been delivered. One of status and signal is None."""

    status: Optional[int]
    signal: Optional[int]
    text: str  # "exit status 3", "killed by SIGSEGV"


Event = Union[
    protocol.Ready,
    protocol.Refused,
    protocol.RequestRefused,
    protocol.Stopped,
    protocol.Resumed,
    protocol.Progress,
    protocol.Listed,
    protocol.OpcodesSent,
    protocol.SourceSent,
    protocol.BreakpointsChanged,
    protocol.InputWanted,
    protocol.InputDone,
    protocol.Ended,
    protocol.Crashed,
    Output,
    Exited,
]


class Life:
    """A debuggee that has been started."""

    def __init__(self, python: str, deliver: Callable[[Life, Any], None]) -> None:
        self._deliver = deliver
        self._exit: Optional[ExitStatus] = None
        self.ended = False  # by end(): what is still delivered is to be ignored
        self._typed = bytearray()  # input the program's terminal has not taken yet
        self._input_ends = False
        self._typed_lock = threading.Lock()
        self._wake, self._woken = socket.socketpair()
        self._woken.setblocking(False)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._output_open = True
        self._lost_at: Optional[float] = None  # when the wire was closed, until that has been reported
        self.process = self._start(python)
        self.pid = self.process.pid
        self._reader = threading.Thread(target=self._read, name="pystep reader", daemon=True)
        self._reader.start()

    # ---- for any thread ----

    def send(self, message: Message) -> None:
        """Send a request. A debuggee that is gone says so by its own events, not by an error here."""
        with contextlib.suppress(WireClosed):
            self.process.wire.send(message)

    def tell(self, message: Message) -> None:
        """Send a request that the program is to attend to also while it runs."""
        self.send(message)
        self.process.interrupt_wait()

    def type(self, data: bytes, then_end: bool = False) -> None:
        """Type on the program's terminal, which takes it when there is room; then end the input, as Ctrl+D
        does.
        """
        with self._typed_lock:
            self._typed += data
            self._input_ends = self._input_ends or then_end
        self._wake_up()

    def kill(self) -> None:
        """Kill the process; its end is then news as any other."""
        self.process.kill()

    def end(self) -> None:
        """Kill the process and reap it; no event is delivered from here on."""
        self.ended = True
        self.process.kill()
        self._keeper.join()
        self.process.reap()
        self._wake_up()
        if threading.current_thread() is not self._reader:
            self._reader.join(0.5)  # no longer: its listener may be waiting for the thread we are on

    # ---- the keeper thread ----

    def _start(self, python: str) -> Process:
        started: queue.SimpleQueue[Union[Process, LaunchError]] = queue.SimpleQueue()

        def keep() -> None:
            try:
                process = Process(python)
            except LaunchError as error:
                started.put(error)
                return
            started.put(process)
            self._exit = process.wait()
            self._wake_up()

        self._keeper = threading.Thread(target=keep, name="pystep keeper", daemon=True)
        self._keeper.start()
        result = started.get()
        if isinstance(result, LaunchError):
            self._wake.close()
            self._woken.close()
            raise result
        return result

    def _wake_up(self) -> None:
        with contextlib.suppress(OSError):
            self._wake.send(b"\0")

    # ---- the reader thread ----

    def _read(self) -> None:
        try:
            with selectors.DefaultSelector() as selector:
                for source in (self.process.wire, self.process.output, self._woken):
                    selector.register(source, selectors.EVENT_READ)
                while self._exit is None and not self.ended:
                    self._turn(selector)
            if self._exit is not None:
                self._say_last_words(self._exit)
        finally:
            self.process.release()
            self._wake.close()
            self._woken.close()

    def _turn(self, selector: selectors.BaseSelector) -> None:
        """Wait for news once and deliver it."""
        ready = {key.fileobj for key, _ in selector.select(self._patience())}
        if self._woken in ready:
            self._woken.recv(1 << 12)
        # What the program printed before it stopped is delivered before the stop.
        if self._output_open and not self._pass_output():
            self._output_open = False
            selector.unregister(self.process.output)
        if self.process.wire in ready and not self._pass_messages():
            selector.unregister(self.process.wire)
            self._lost_at = time.monotonic()
        self._flush_typed()
        if self._lost_at is not None and self._exit is None and self._patience() == 0:
            self._lost_at = None
            self._emit(protocol.RequestRefused("the program has cut the debugger off and runs on without it"))

    def _patience(self) -> Optional[float]:
        """Seconds to wait for news: what is left of the grace, or a moment while typed input is not taken."""
        if self._lost_at is not None:
            return max(0.0, self._lost_at + GRACE - time.monotonic())
        return 0.05 if self._typed else None

    def _pass_output(self) -> bool:
        """Deliver what has been printed, a chunk at most; False when there will be no more."""
        data = bytearray()
        more: Optional[bytes] = b""
        while len(data) < CHUNK:
            more = self.process.read()
            if not more:
                break
            data += more
        self._emit_text(self._decoder.decode(bytes(data)))
        return more != b""

    def _pass_messages(self) -> bool:
        """Deliver the messages that have arrived; False when the wire has been closed."""
        try:
            self.process.wire.fill()
        except WireClosed:
            return False
        while True:
            try:
                message = self.process.wire.take()
            except WireError:
                continue  # bytes of the program's; what came after them is taken next
            if message is None:
                return True
            self._emit(message)

    def _flush_typed(self) -> None:
        with self._typed_lock:
            if self._typed:
                del self._typed[: self.process.write(bytes(self._typed))]
            if self._input_ends and not self._typed:
                self._input_ends = False
                self.process.end_input()

    def _say_last_words(self, end: ExitStatus) -> None:
        """Deliver what a process that has ended left behind, and then its end."""
        left = LAST_WORDS
        while left > 0 and self._output_open:
            data = self.process.read()
            if not data:
                break
            left -= len(data)
            self._emit_text(self._decoder.decode(data))
        self._emit_text(self._decoder.decode(b"", True))
        while self._lost_at is None and self.process.wire.readable() and self._pass_messages():
            pass
        self._emit(Exited(end.status, end.signal, str(end)))

    def _emit_text(self, text: str) -> None:
        if text:
            self._emit(Output(text))

    def _emit(self, event: Message) -> None:
        if not self.ended:
            self._deliver(self, event)
