"""How much slower a program runs in the machine than natively, for eight workloads, under every supported
CPython.

All timings of one version are made in one process, in turns, so that what else the computer does weighs on
all of them, and they are of the process's own time. Beside the machine stands CPython under a tracer that
does nothing at every instruction: the price of looking at each instruction at all.
"""

from __future__ import annotations

import math
import subprocess
import sys
import time
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Callable, Dict, List, Sequence

ROOT = Path(__file__).resolve().parents[1]
WORKLOADS = sorted((ROOT / "bench" / "workloads").glob("*.py"))
ROUNDS = 5
ENOUGH = 2.0  # seconds after which a slow way gets no further turn
_settrace = sys.settrace  # the machine puts one of its own in this place
Way = Callable[[CodeType, Dict[str, Any]], None]


def native(code: CodeType, namespace: Dict[str, Any]) -> None:
    exec(code, namespace)


def traced(code: CodeType, namespace: Dict[str, Any]) -> None:
    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        frame.f_trace_opcodes = True
        return trace

    # 3.12 makes no opcode events unless a frame wants them when tracing begins.
    sys._getframe().f_trace_opcodes = True
    _settrace(trace)
    try:
        exec(code, namespace)
    finally:
        _settrace(None)


def interpreted(code: CodeType, namespace: Dict[str, Any]) -> None:
    from stepper.vm.interpreter import Interpreter

    Interpreter().run_main(code, namespace)


def stepped(code: CodeType, namespace: Dict[str, Any]) -> None:
    from stepper.vm.interpreter import Interpreter
    from stepper.vm.stops import Resume, Stop

    class Stepping:
        """A controller that is asked at every instruction, and answers at once."""

        step = Resume("step")

        def stopped(self, stop: Stop) -> Resume:
            return self.step

        def attend(self) -> bool:
            return False

        def input_wanted(self, prompt: str) -> None:
            """No workload reads."""

        def input_done(self) -> None:
            """No workload reads."""

    Interpreter(Stepping()).run_main(code, namespace)


WAYS: Dict[str, Way] = {
    "native": native,
    "opcode tracer": traced,
    "pystep": interpreted,
    "each step": stepped,
}


def best(ways: Sequence[Way], path: Path, rounds: int = ROUNDS) -> List[float]:
    """The shortest time in seconds of each way to run the file at *path*, the ways taking turns."""
    times, spent = [float("inf")] * len(ways), [0.0] * len(ways)
    for _ in range(rounds):
        for index, way in enumerate(ways):
            if spent[index] > ENOUGH:
                continue
            # Compiled afresh, for the first run under tracing leaves its marks in a code object.
            code = compile(path.read_text(encoding="utf-8"), str(path), "exec")
            namespace = {"__name__": "__main__"}
            start = time.process_time()
            way(code, namespace)
            seconds = time.process_time() - start
            spent[index] += seconds
            times[index] = min(times[index], seconds)
    return times


def geometric_mean(values: Sequence[float]) -> float:
    return math.exp(sum(map(math.log, values)) / len(values))


def measure() -> None:
    """Measure under the running interpreter and print one table, as Markdown has them."""
    multiples = list(WAYS)[1:]
    print(f"\nCPython {sys.version.split()[0]}: best of {ROUNDS}, as a multiple of native\n")
    print("| {:<17} | {:>10} |".format("workload", "native"), *(f"{name:>13} |" for name in multiples))
    print("|" + "-" * 19 + "|" + "-" * 11 + ":|", *("-" * 13 + ":|" for _ in multiples), sep="")
    columns: List[List[float]] = [[] for _ in multiples]
    for path in WORKLOADS:
        base, *others = best(list(WAYS.values()), path)
        for column, seconds in zip(columns, others):
            column.append(seconds / base)
        row = [f"{column[-1]:>12.1f}x |" for column in columns]
        print(f"| {path.stem:<17} | {base * 1000:>7.2f} ms |", *row, flush=True)
    print(
        f"| {'geometric mean':<17} | {'':>10} |",
        *(f"{geometric_mean(column):>12.1f}x |" for column in columns),
    )


def main() -> int:
    """Measure under every supported interpreter, each in a process of its own."""
    from tests.interpreters import supported

    command = "from bench.slowdown import measure; measure()"
    status = 0
    for python in supported():
        status = subprocess.call([python.path, "-c", command], cwd=ROOT) or status
    return status


if __name__ == "__main__":
    sys.exit(main())
