"""A command in a pseudo-terminal: keys go in, and the last byte of what they paint is timed.

Which byte is the last one is known only afterwards: nothing more comes for QUIET seconds, and that waiting is
not counted.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from pathlib import Path
from typing import List, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
QUIET = (
    0.06  # seconds without a byte after which a screen counts as painted: Textual's frames are 0.017 apart
)
PATIENCE = 0.4  # seconds that the first byte may take
START = 30.0  # seconds that a program may take to come up


class Painted(NamedTuple):
    """What came out."""

    seconds: float  # until the last byte; nan when there was none
    size: int  # bytes


class Terminal:
    """The command runs from the constructor on, and is ended by ``close``."""

    def __init__(self, command: List[str], columns: int, rows: int) -> None:
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execv(command[0], command)
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the command is told by the kernel."""
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def settle(self, quiet: float = 1.0) -> Painted:
        """Read until nothing comes for *quiet* seconds; the first byte may take longer."""
        return self._drain(START, quiet)

    def press(self, keys: str, quiet: float = QUIET) -> Painted:
        """Press keys, and read what they paint."""
        start = time.perf_counter()
        os.write(self._descriptor, keys.encode())
        return self._drain(PATIENCE, quiet, start)

    def _drain(self, patience: float, quiet: float, start: float = 0.0) -> Painted:
        last, size, wait = float("nan"), 0, patience
        while select.select([self._descriptor], [], [], wait)[0]:
            size += len(os.read(self._descriptor, 1 << 16))
            last, wait = time.perf_counter(), quiet
        return Painted(last - start, size)

    def memory(self) -> int:
        """Resident bytes of the command's own process; 0 where that is not told."""
        try:
            status = Path(f"/proc/{self.pid}/status").read_text()
        except OSError:
            return 0
        return next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmRSS:"))

    def cpu(self) -> float:
        """Seconds that the main thread of the command's process has computed; 0.0 where that is not told."""
        try:
            return int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[0]) / 1e9
        except OSError:
            return 0.0

    def close(self) -> None:
        """End the command."""
        os.kill(self.pid, signal.SIGHUP)
        os.close(self._descriptor)
        os.waitpid(self.pid, 0)
