"""What a frame of the machine weighs beside one of CPython's, and whether ten million instructions leave
anything behind.

A native frame is on the heap and on C's stack up to 3.10, and in chunks that no allocator hook sees from 3.11
on. So the only measure that is fair to all is the process's resident memory: a function calls itself some
ten thousand times, each level makes no object but its frame, and the growth is divided by the levels.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from itertools import repeat
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

from bench.slowdown import Way, interpreted, native

ROOT = Path(__file__).resolve().parents[1]
STACK_SIZE = 1 << 29  # bytes; up to 3.10 native calls nest on C's stack
START, LEVELS = 1_000, 30_000
INSTRUCTIONS = 10_000_000

SHAPES = {
    "one argument": """
def down(steps):
    for _ in steps:
        return down(steps)
    sample()
""",
    "eight variables": """
def down(steps, a, b, c):
    d = e = f = a
    for _ in steps:
        return down(steps, a, b, c)
    sample()
""",
}
_DESCENT = """
down(repeat(None, START){more})
down(repeat(None, START + LEVELS){more})
"""

# Calls, methods, closures, exceptions with a cause, generators left in mid-course, classes, comprehensions.
LEAKY = """
class Node:
    def __init__(self, value, rest):
        self.value, self.rest = value, rest

    def __iter__(self):
        node = self
        while node is not None:
            yield node.value
            node = node.rest

def fail(depth):
    if depth:
        fail(depth - 1)
    raise ValueError(depth)

def once(number):
    node = None
    for value in range(10):
        node = Node(value, node)
    total = sum([value * number for value in node])
    for value in node:
        if value == 5:
            break
    try:
        try:
            fail(3)
        except ValueError as error:
            raise KeyError(number) from error
    except KeyError as error:
        total += len(error.args)
    add = lambda more, *others, **named: total + more
    class Local:
        method = add
    return add(1, 2, three=3), Local.method(4), sorted([3, 1, 2], key=lambda one: -one)

def work(turns):
    for number in range(turns):
        once(number)
"""


def resident() -> int:
    """The process's resident memory in bytes (Linux)."""
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")


def descend(way: Way, shape: str) -> float:
    """Bytes of memory per level of a recursion."""
    samples: List[int] = []
    namespace: Dict[str, Any] = {
        "__name__": "__main__",
        "repeat": repeat,
        "sample": lambda: samples.append(resident()),
        "START": START,
        "LEVELS": LEVELS,
    }
    more = ", 1, 2, 3" if "a, b, c" in SHAPES[shape] else ""
    code = compile(SHAPES[shape] + _DESCENT.format(more=more), "<descent>", "exec")
    before, after = run_deep(lambda: way(code, namespace), samples)
    return (after - before) / LEVELS


def run_deep(function: Callable[[], None], samples: List[int]) -> Tuple[int, int]:
    """Call a function on a thread with room for deep recursion; what it has sampled."""
    threading.stack_size(STACK_SIZE)
    thread = threading.Thread(target=function)
    thread.start()
    thread.join()
    before, after = samples
    return before, after


def deep_interpreted(code: Any, namespace: Dict[str, Any]) -> None:
    from stepper.vm.interpreter import Interpreter

    interpreter = Interpreter()
    interpreter.recursion_limit = 2 * LEVELS
    interpreter.run_main(code, namespace)


def deep_native(code: Any, namespace: Dict[str, Any]) -> None:
    sys.setrecursionlimit(2 * LEVELS)
    native(code, namespace)


def frame_bytes(way: str, shape: str) -> None:
    """Print what a level weighs; in a process of its own, since freed memory would be used again."""
    print(descend({"native": deep_native, "machine": deep_interpreted}[way], shape))


def leak() -> None:
    """Run the program that makes a little of everything, and print how many bytes it has left behind."""
    count = turns_for(INSTRUCTIONS // 10)
    code, namespace = program(count)
    interpreted(code, dict(namespace))  # what is made once for a program is made
    gc.collect()
    before = resident()
    interpreted(code, dict(namespace, TURNS=10 * count))
    gc.collect()
    print(resident() - before)


def program(turns: int) -> Tuple[Any, Dict[str, Any]]:
    return compile(f"{LEAKY}\nwork(TURNS)", "<leak>", "exec"), {"__name__": "__main__", "TURNS": turns}


def turns_for(instructions: int) -> int:
    """How many turns of the program make some number of instructions, counted in one turn."""
    from stepper.vm import VM

    counts = []
    for turns in (1, 2):
        vm = VM(*program(turns))
        steps = 0
        while vm.step().frame is not None:
            steps += 1
        counts.append(steps)
    return instructions // (counts[1] - counts[0]) + 1


def ask(python: str, call: str) -> float:
    """The number that a call of this module prints under an interpreter."""
    command = [python, "-c", f"from bench import memory; memory.{call}"]
    return float(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True).stdout)


def main() -> int:
    """Measure under every supported interpreter and print two tables, as Markdown has them."""
    from tests.interpreters import supported

    print(f"\nbytes of a frame, over {LEVELS} levels of recursion\n")
    print("| CPython | shape           |   native |  machine | ratio |")
    print("|---------|-----------------|---------:|---------:|------:|")
    for python in supported():
        for shape in SHAPES:
            base = ask(python.path, f"frame_bytes('native', {shape!r})")
            ours = ask(python.path, f"frame_bytes('machine', {shape!r})")
            print(f"| {python.name:<7} | {shape:<15} | {base:>8.0f} | {ours:>8.0f} | {ours / base:>5.2f} |")
    print(f"\nresident memory left behind by {INSTRUCTIONS} instructions\n")
    print("| CPython |    bytes |")
    print("|---------|---------:|")
    for python in supported():
        print(f"| {python.name:<7} | {ask(python.path, 'leak()'):>8.0f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
