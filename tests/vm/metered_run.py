"""Runs a program with a meter on all the time, as a command: what it prints has to be what CPython prints."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Optional

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from stepper.vm.interpreter import Interpreter  # noqa: E402
from stepper.vm.meter import Meter  # noqa: E402
from stepper.vm.stops import Resume, Stop  # noqa: E402
from stepper.vm.threads import current_machine  # noqa: E402


class Always:
    """A controller that lets everything run, and measures it."""

    interpreter: Interpreter
    samples = 0

    def stopped(self, stop: Stop) -> Optional[Resume]:
        self.interpreter.request_attention()
        return Resume("continue")

    def attend(self) -> bool:
        current_machine().meter = Meter(self.told)
        return False

    def told(self, count: int, seconds: float) -> None:
        assert count > 0 and seconds > 0
        self.samples += 1
        self.interpreter.request_attention()

    def input_wanted(self, prompt: str) -> None:
        """It is not measured."""

    def input_done(self) -> None:
        """Neither."""

    def forked(self) -> None:
        """A child is measured as well."""


def main(path: str) -> int:
    """Run the program; returns how many samples were taken."""
    sys.path[0] = str(Path(path).parent)
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), path, "exec")
    controller = Always()
    controller.interpreter = Interpreter(controller)
    controller.interpreter.run_main(code, {"__name__": "__main__", "__file__": path})
    return controller.samples


if __name__ == "__main__":
    taken = main(sys.argv[1])
    print("samples:", taken, file=sys.stderr)
