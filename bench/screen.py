"""From key press to painted screen: the real command in a real pseudo-terminal, at three sizes.

A key is written to the terminal and the time taken until the last byte of what it paints has come. Which
byte is the last one is known only afterwards: nothing more comes for QUIET seconds, and that waiting is
not counted.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from typing import Dict, List, Tuple

ROOT = Path(__file__).resolve().parents[1]
SIZES = ((80, 24), (120, 40), (200, 60))
KEYS: Dict[str, str] = {"step": "s", "next": "n", "line": "l"}
PRESSES = 40  # of each key
QUIET = 0.15  # seconds without a byte after which a screen counts as painted
START = 20.0  # seconds that the program may take to come up
PROGRAM = """
def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


while True:
    for i in range(1, 30):
        collatz(i)
"""


class Terminal:
    """A command in a pseudo-terminal of a given size."""

    def __init__(self, command: List[str], columns: int, rows: int) -> None:
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execv(command[0], command)
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, size)

    def drain(self, patience: float) -> Tuple[float, int]:
        """Read until nothing comes for QUIET seconds: when the last byte came (0.0: none), and how many."""
        last, count, wait = 0.0, 0, patience
        while select.select([self.descriptor], [], [], wait)[0]:
            count += len(os.read(self.descriptor, 1 << 16))
            last, wait = time.perf_counter(), QUIET
        return last, count

    def press(self, key: str) -> Tuple[float, int]:
        """Press *key*; seconds until it is painted, and the bytes that were."""
        start = time.perf_counter()
        os.write(self.descriptor, key.encode())
        last, count = self.drain(2.0)
        return (last - start if count else float("nan")), count

    def close(self) -> None:
        os.kill(self.pid, signal.SIGHUP)
        os.close(self.descriptor)
        os.waitpid(self.pid, 0)


def percentile(values: List[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def measure(columns: int, rows: int) -> None:
    """One table row for each key at one size."""
    terminal = Terminal([sys.executable, "-m", "stepper", "-c", PROGRAM], columns, rows)
    try:
        if not terminal.drain(START)[1]:
            raise RuntimeError("nothing was painted")
        terminal.drain(2.0)
        for name, key in KEYS.items():
            results = [terminal.press(key) for _ in range(PRESSES)]
            times = [seconds * 1000 for seconds, count in results if count]
            sent = sum(count for _, count in results) // PRESSES
            half, most = percentile(times, 0.5), percentile(times, 0.95)
            row = f"{columns:>4}x{rows:<4} {name:<8} {half:>8.1f} ms {most:>8.1f} ms"
            print(f"{row} {sent:>8} {PRESSES - len(times):>8}", flush=True)
    finally:
        terminal.close()


def main() -> int:
    """Measure at every size and print one table."""
    print(f"\nkey press to last painted byte, {PRESSES} presses each, CPython {sys.version.split()[0]}")
    print(f"{'size':<9} {'key':<8} {'p50':>11} {'p95':>11} {'bytes':>8} {'unseen':>8}")
    for columns, rows in SIZES:
        measure(columns, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
