"""From key press to painted screen: the real command in a real pseudo-terminal, at three sizes.

Two programs are stepped: a small one, and the heaviest that is promised to be no slower: a function of 20,000
instructions and 1,000 locals, a list of a million elements among them, after 100,000 stops. Presses of an
empty Textual app are strewn in between, so that figures can be compared whatever else the computer does.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Dict, List, NamedTuple, Sequence, Tuple

import textual

from bench import guests
from bench.terminal import ROOT, Painted, Terminal

Size = Tuple[int, int]
SIZES: Tuple[Size, ...] = ((80, 24), (120, 40), (200, 60))
PRESSES = 22  # of each key
EVERY = 4  # presses of pystep for one of the empty app
STOPS = 100_000  # made before the heavy program is measured
LEFT, RIGHT, PAGE_DOWN, PAGE_UP = "\x1b[D", "\x1b[C", "\x1b[6~", "\x1b[5~"
TAB, ENTER, ESCAPE = "\t", "\r", "\x1b"


class Keys(NamedTuple):
    """Keys that are measured together, pressed in turn."""

    name: str
    keys: Tuple[str, ...]
    before: Tuple[str, ...] = ()  # pressed first, not measured
    after: Tuple[str, ...] = ()  # pressed after each, not measured


# Back at the newest stop, with the focus in the listing, before what begins there.
KEYS = (
    Keys("s", ("s",), ("2",)),
    Keys("n", ("n",)),
    Keys("l", ("l",)),
    Keys("S", ("S",)),
    Keys("N", ("N",), (">",)),
    Keys("Left", (LEFT,), (">",)),
    Keys("Right", (RIGHT,)),
    Keys("< and >", ("<", ">"), (">",)),
    Keys("j and k", ("j", "k"), (">", "2")),
    Keys("PgDn and PgUp", (PAGE_DOWN, PAGE_UP)),
    Keys("u and d", ("u", "d"), ("s",)),
    Keys("Enter opens a value", (ENTER,), ("4",), (ESCAPE,)),
    Keys("Tab", (TAB,), ("2",)),
)


class Figures(NamedTuple):
    """Of one key at one size."""

    half: float  # ms in which half of the presses were painted
    most: float  # ms in which 95 % were
    cpu: float  # ms that the event loop's thread computed for a press on average, also after painting
    size: int  # bytes on average
    unseen: int  # presses that painted nothing


def figures(results: Sequence[Painted], cpu: float) -> Figures:
    """What to say of some presses."""
    times = sorted(1000 * result.seconds for result in results if result.size)
    if not times:
        return Figures(0.0, 0.0, 0.0, 0, len(results))
    at = [times[min(int(len(times) * share), len(times) - 1)] for share in (0.5, 0.95)]
    size = sum(result.size for result in results) // len(times)
    return Figures(at[0], at[1], 1000 * cpu / len(results), size, len(results) - len(times))


def measure(terminal: Terminal, empty: Terminal, size: Size) -> Dict[str, Figures]:
    """Figures of every key at one size, and of the empty app under the name ""."""
    for each in (terminal, empty):
        each.resize(*size)
        each.settle()
    found: Dict[str, Figures] = {}
    compared: List[Painted] = []
    for name, keys, before, after in KEYS:
        for key in before:
            terminal.press(key, 0.3)
        results = []
        cpu = 0.0
        for number in range(PRESSES):
            before_press = terminal.cpu()
            results.append(terminal.press(keys[number % len(keys)]))
            cpu += terminal.cpu() - before_press
            for key in after:
                terminal.press(key, 0.3)
            if number % EVERY == 0:
                compared.append(empty.press("x"))
        found[name] = figures(results, cpu)
    found[""] = figures(compared, 0.0)
    return found


def print_table(title: str, by_size: Dict[Size, Dict[str, Figures]]) -> None:
    """One row a key."""
    print(f"\n{title}\n")
    heads = [f"{columns}x{rows}: p50 / p95, ms | of empty app | CPU, ms | bytes" for columns, rows in by_size]
    print(f"| key | {' | '.join(heads)} |")
    print("|---" + "|---:" * 4 * len(by_size) + "|")
    for name in ("", *(keys.name for keys in KEYS)):
        cells = []
        for found in by_size.values():
            now, empty = found[name], found[""]
            unseen = f" ({now.unseen} unseen)" if now.unseen else ""
            cells.append(f"{now.half:.1f} / {now.most:.1f}")
            cells.append(f"{now.half / empty.half:.1f} / {now.most / empty.most:.1f}")
            cells.append(f"{now.cpu:.1f}" if now.cpu else "")
            cells.append(f"{now.size:,}{unseen}")
        print(f"| {name or 'empty app'} | {' | '.join(cells)} |", flush=True)


def pystep(*arguments: str) -> Terminal:
    """pystep in a terminal, on the screen."""
    terminal = Terminal([sys.executable, "-m", "stepper", *arguments], *SIZES[0])
    terminal.settle()
    return terminal


def step(terminal: Terminal, times: int) -> float:
    """Make so many steps with one command; seconds that took."""
    terminal.press("g", 0.5)
    return terminal.press(f"step {times}{ENTER}", 2.0).seconds


def fill(terminal: Terminal) -> None:
    """Make STOPS stops, and say how fast that went and what they weigh."""
    before = terminal.memory()
    seconds = step(terminal, STOPS)
    after = terminal.memory()
    print(
        f"\n{STOPS:,} stops took {seconds:.0f} s, {STOPS / seconds:,.0f} a second; the screen's process then"
    )
    print(f"had {after >> 20} MB, {(after - before) >> 20} MB more than before", flush=True)


def main() -> int:
    """Measure both programs at every size and print a table for each."""
    start = time.perf_counter()
    commit = subprocess.run(
        ["git", "-C", str(ROOT), "describe", "--always", "--dirty"], capture_output=True, text=True
    ).stdout.strip()
    python = sys.version.split()[0]
    print(f"\nCPython {python}, Textual {textual.__version__}, commit {commit or 'unknown'},")
    print(f"{PRESSES} presses of each key, from the press to the last byte painted")
    empty = Terminal([sys.executable, str(Path(__file__).with_name("emptyapp.py"))], *SIZES[0])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "heavy.py"
        file.write_text(guests.heavy())
        small = pystep("-c", guests.SMALL)
        step(small, 100)
        print_table("Small program", {size: measure(small, empty, size) for size in SIZES})
        small.close()
        heavy = pystep(str(file))
        fill(heavy)
        print_table("Heavy program", {size: measure(heavy, empty, size) for size in SIZES})
        heavy.close()
    empty.close()
    print(f"\n{time.perf_counter() - start:.0f} s in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
