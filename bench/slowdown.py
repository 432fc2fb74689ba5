"""How much slower a program runs in the machine than natively, for five workloads, under every supported
CPython.

All timings of one version are made in one process, in turns, so that what else the machine does weighs on
all of them. Beside the machine stands CPython under a tracer that does nothing at every instruction: the
price of looking at each instruction at all.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Callable, Dict, List

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5


def native(code: CodeType, namespace: Dict[str, Any]) -> None:
    exec(code, namespace)


def traced(code: CodeType, namespace: Dict[str, Any]) -> None:
    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        frame.f_trace_opcodes = True
        return trace

    # 3.12 makes no opcode events unless a frame wants them when tracing begins.
    sys._getframe().f_trace_opcodes = True
    sys.settrace(trace)
    try:
        exec(code, namespace)
    finally:
        sys.settrace(None)


def interpreted(code: CodeType, namespace: Dict[str, Any]) -> None:
    from stepper.vm.interpreter import Interpreter

    Interpreter().run_main(code, namespace)


def best(ways: List[Callable[[CodeType, Dict[str, Any]], None]], path: Path) -> List[float]:
    """The shortest time in seconds of each way to run the file at *path*, the ways taking turns."""
    times = [float("inf")] * len(ways)
    for _ in range(ROUNDS):
        for index, way in enumerate(ways):
            # Compiled afresh, for the first run under tracing leaves its marks in a code object.
            code = compile(path.read_text(encoding="utf-8"), str(path), "exec")
            namespace = {"__name__": "__main__"}
            start = time.perf_counter()
            way(code, namespace)
            times[index] = min(times[index], time.perf_counter() - start)
    return times


def measure() -> None:
    """Measure under the running interpreter and print one table."""
    print(f"\nCPython {sys.version.split()[0]}: best of {ROUNDS}, as a multiple of native")
    print(f"{'workload':<20} {'native':>10} {'opcode tracer':>14} {'pystep':>8}")
    for path in sorted((ROOT / "bench" / "workloads").glob("*.py")):
        base, tracer, machine = best([native, traced, interpreted], path)
        print(
            f"{path.stem:<20} {base * 1000:>7.2f} ms {tracer / base:>13.0f}x {machine / base:>7.0f}x",
            flush=True,
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
