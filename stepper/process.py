"""One debuggee process, from its start until nothing of it is left: wire, terminal, exit status, killing.

It decides nothing: the session reads, writes and kills. On POSIX the program has a pseudo-terminal and a
session of its own, so ``isatty``, ``getpass`` and the terminal's size work, and when this process dies,
however it dies, the kernel hangs the terminal up. Where there is no pseudo-terminal it has pipes.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import struct
import subprocess
import sys
import threading
from typing import Dict, List, NamedTuple, Optional, Tuple, Union

from . import launcher
from .wire import Wire

COLUMNS, ROWS = 80, 24  # of the program's terminal
WIRE_DESCRIPTOR = 300  # the lowest for the debuggee's end: above what programs close in a loop


class ExitStatus(NamedTuple):
    """How a process ended: one of the two is None."""

    status: Optional[int]
    signal: Optional[int]

    def __str__(self) -> str:
        if self.signal is None:
            return f"exit status {self.status}"
        try:
            return f"killed by {signal.Signals(self.signal).name}"
        except ValueError:
            return f"killed by signal {self.signal}"


class _Terminal:
    """A pseudo-terminal; this side's end does not block."""

    def __init__(self) -> None:
        import fcntl
        import termios

        # The program's end stays open here as well: no end of file while the program lives, whatever it
        # closes, and nothing is lost when it exits.
        self.output, self.child = os.openpty()
        attributes = termios.tcgetattr(self.child)
        attributes[1] &= ~termios.ONLCR  # line ends arrive as the program writes them
        termios.tcsetattr(self.child, termios.TCSANOW, attributes)
        fcntl.ioctl(self.child, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.set_blocking(self.output, False)
        self.stdio: Tuple[int, int, int] = (self.child, self.child, self.child)

    def started(self) -> None:
        pass

    def read(self) -> Optional[bytes]:
        return _read(self.output)

    def write(self, data: bytes) -> int:
        return os.write(self.output, data)

    def end_input(self) -> None:
        self.write(b"\x04")  # VEOF

    def close(self) -> None:
        os.close(self.output)
        os.close(self.child)


class _Pipes:
    """Two pipes, for a platform without pseudo-terminals."""

    def __init__(self) -> None:
        child_input, self._input = os.pipe()
        self.output, child_output = os.pipe()
        self.stdio = (child_input, child_output, child_output)
        self._theirs = [child_input, child_output]
        os.set_blocking(self.output, False)
        os.set_blocking(self._input, False)

    def started(self) -> None:
        """Close the program's ends, so that the end of its output can be seen."""
        while self._theirs:
            os.close(self._theirs.pop())

    def read(self) -> Optional[bytes]:
        return _read(self.output)

    def write(self, data: bytes) -> int:
        return os.write(self._input, data)

    def end_input(self) -> None:
        if self._input >= 0:
            os.close(self._input)
            self._input = -1

    def close(self) -> None:
        self.started()
        self.end_input()
        os.close(self.output)


def _read(descriptor: int) -> Optional[bytes]:
    """What can be read now; None when there is nothing now, b"" when there will be nothing any more."""
    try:
        return os.read(descriptor, 1 << 16)
    except BlockingIOError:
        return None
    except OSError:  # EIO: the terminal's other end is closed
        return b""


class _PumpedPipes(_Pipes):
    """Pipes for Windows, where select() takes sockets only: a thread carries the output over to one."""

    def __init__(self) -> None:
        child_input, self._input = os.pipe()
        self._source, child_output = os.pipe()
        self.stdio = (child_input, child_output, child_output)
        self._theirs = [child_input, child_output]
        self._near, self._far = socket.socketpair()
        self._near.setblocking(False)
        self.output = self._near.fileno()

    def started(self) -> None:
        super().started()
        threading.Thread(target=self._pump, name="pystep output", daemon=True).start()

    def read(self) -> Optional[bytes]:
        try:
            return self._near.recv(1 << 16)
        except BlockingIOError:
            return None

    def close(self) -> None:
        while self._theirs:
            os.close(self._theirs.pop())
        self.end_input()
        self._near.close()  # the pump ends by itself: the process is dead, its output at an end

    def _pump(self) -> None:
        with contextlib.suppress(OSError):
            data = os.read(self._source, 1 << 16)
            while data:
                self._far.sendall(data)
                data = os.read(self._source, 1 << 16)
        self._far.close()
        os.close(self._source)


def _stdio() -> Union[_Terminal, _Pipes]:
    if sys.platform == "win32":
        return _PumpedPipes()
    try:
        return _Terminal()
    except (ImportError, OSError):
        return _Pipes()


class Process:
    """A debuggee. It dies with the *thread* that makes it (Linux counts a parent's death so), which therefore
    has to live on until :meth:`wait` has returned.

    ``output`` and ``wire`` can be given to select.
    """

    def __init__(self, python: str) -> None:
        self._stdio = _stdio()
        self._reaped = False
        try:
            with launcher.raised_stack_limit(python):
                self._popen, self.wire = self._start(python)
        except (OSError, launcher.LaunchError) as error:
            self._stdio.close()
            reason = error.strerror if isinstance(error, OSError) else error
            raise launcher.LaunchError(f"{python} can't be started: {reason}") from None
        self._stdio.started()
        self.output = self._stdio.output
        self.pid = self._popen.pid

    # ---- start ----

    def _start(self, python: str) -> Tuple[subprocess.Popen[bytes], Wire]:
        if sys.platform == "win32":
            return self._start_connecting(python)
        import fcntl

        ours, theirs = socket.socketpair()
        descriptor = fcntl.fcntl(theirs.fileno(), fcntl.F_DUPFD, WIRE_DESCRIPTOR)
        try:
            popen = self._spawn(launcher.command(python, "wire", str(descriptor)), descriptors=(descriptor,))
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
            os.close(descriptor)
        return popen, Wire(ours)

    def _start_connecting(self, python: str) -> Tuple[subprocess.Popen[bytes], Wire]:
        """Where descriptors can't be passed on, the debuggee connects, and shows that it is the one we
        started.
        """
        token = secrets.token_hex(16)
        with socket.create_server(("127.0.0.1", 0), backlog=1) as listener:
            listener.settimeout(20)
            environment = {**os.environ, "PYSTEP_TOKEN": token}
            port = str(listener.getsockname()[1])
            popen = self._spawn(launcher.command(python, "connect", port), environment=environment)
            try:
                return popen, Wire(_accept(listener, token.encode("ascii")))
            except OSError:
                popen.kill()
                popen.wait()
                raise launcher.LaunchError("it does not connect to this process") from None

    def _spawn(
        self,
        command: List[str],
        descriptors: Tuple[int, ...] = (),
        environment: Optional[Dict[str, str]] = None,
    ) -> subprocess.Popen[bytes]:
        stdin, stdout, stderr = self._stdio.stdio
        return subprocess.Popen(
            command,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            pass_fds=descriptors,
            env=environment,
            start_new_session=True,
        )

    # ---- life ----

    def read(self) -> Optional[bytes]:
        """Output of the program; None when there is none now, b"" when there will be none any more."""
        return self._stdio.read()

    def write(self, data: bytes) -> int:
        """Type *data* on the program's terminal; returns how much of it was taken now."""
        try:
            return self._stdio.write(data)
        except BlockingIOError:
            return 0
        except OSError:  # the program has closed its input
            return len(data)

    def end_input(self) -> None:
        """What Ctrl+D does."""
        with contextlib.suppress(OSError):
            self._stdio.end_input()

    def interrupt_wait(self) -> None:
        """Have the program's main thread look at the wire, also when it waits in a system call.

        By SIGURG: hardly a program handles it, and one that has set it back to its default is not killed.
        """
        if hasattr(signal, "SIGURG"):
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGURG)

    # ---- end ----

    def wait(self) -> ExitStatus:
        """Wait for the end. The process stays a zombie until :meth:`reap`: its number is not given to another
        one.
        """
        if not hasattr(os, "waitid"):
            return self._reap()
        done = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        assert done is not None
        if done.si_code == os.CLD_EXITED:
            return ExitStatus(done.si_status, None)
        return ExitStatus(None, done.si_status)

    def kill(self) -> None:
        """End the debuggee and all processes of its session, by force."""
        if self._reaped:
            return
        if sys.platform == "win32":
            self._popen.kill()
            return
        # Popen.kill() would reap a process that has just died, behind the back of who waits for it.
        for pid in [*session_members(self.pid), self.pid]:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    def reap(self) -> None:
        """Take the zombie away; the process has to be dead or killed."""
        self._reap()

    def release(self) -> None:
        """Close the wire and the terminal."""
        self.wire.close()
        self._stdio.close()

    def _reap(self) -> ExitStatus:
        code = self._popen.wait()
        self._reaped = True
        return ExitStatus(code, None) if code >= 0 else ExitStatus(None, -code)


def _accept(listener: socket.socket, token: bytes) -> socket.socket:
    """The first connection that begins with the token; OSError when there is none in time."""
    while True:
        connection, _ = listener.accept()
        connection.settimeout(20)
        if secrets.compare_digest(connection.recv(len(token), socket.MSG_WAITALL), token):
            return connection
        connection.close()


def session_members(session: int) -> List[int]:
    """The processes of a session beside its leader, where the system lists them; a group kill misses job
    control.
    """
    found = []
    with contextlib.suppress(OSError):
        for name in os.listdir("/proc"):
            if name.isdigit() and int(name) != session:
                with contextlib.suppress(OSError):
                    if os.getsid(int(name)) == session:
                        found.append(int(name))
    return found
