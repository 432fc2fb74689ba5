"""The programs in ``corners``, run by CPython and by the machine, on the interpreter that runs this module.

The machine runs them one instruction at a time, and with all of them fused that can be.

Each is about one instruction's odd cases, and leaves something in ``result`` or raises. Prints what differs,
and the number of programs.
"""

from __future__ import annotations

import builtins
import warnings
from pathlib import Path
from types import CodeType
from typing import Any, Callable, Dict, Iterator, List, Type

from stepper.vm import HOST, Interpreter, fused

NEVER, AT_ONCE = (1 << 60, 1 << 60), (1, 1)
CORNERS = Path(__file__).with_name("corners")

Namespace = Dict[str, Any]
Run = Callable[[CodeType, Namespace], None]


class LoudDict(Dict[str, Any]):
    """Globals that are more than a dict; its methods show which of them an instruction asks."""

    def __getitem__(self, key: str) -> Any:
        return "answered" if key == "asked" else super().__getitem__(key)

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, (value, "through __setitem__"))


def differences(path: Path) -> Iterator[str]:
    """What the programs of a file do otherwise in the machine; "" for one that does the same.

    The first lines may say from which version on they compile, and what class their globals have.
    """
    text = path.read_text(encoding="utf-8")
    kind: Type[Namespace] = dict
    while text.startswith("# "):
        note, _, text = text.partition("\n")
        if note == "# globals: LoudDict":
            kind = LoudDict
        elif tuple(map(int, note[len("# python: ") :].split("."))) > HOST:
            return
    for source in text.split("---\n"):
        native = outcome(source, kind(), exec)
        for way, often in ("machine", NEVER), ("machine, all of it fused", AT_ONCE):
            fused.OFTEN, fused.SOON = often
            machine = outcome(source, kind(), Interpreter().run_main)
            yield "" if native == machine else f"{path.name}:\n{source}native:\n{native}\n{way}:\n{machine}"


def outcome(source: str, namespace: Namespace, run: Run) -> str:
    """What a program leaves, as text: its result, and the exceptions it ends with, the last first."""
    dict.update(namespace, __name__="corner", __builtins__=builtins)
    code = compile(source, "<corner>", "exec", dont_inherit=True)
    exceptions: List[str] = []
    try:
        run(code, namespace)
    except Exception as error:
        exceptions += chain(error)
    left = [dict.get(namespace, key, "nothing") for key in ("result", "made")]
    return "\n".join(map(str, left + exceptions))


def chain(error: BaseException) -> Iterator[str]:
    """An exception and its contexts, each with the lines of the program it came by."""
    current: Any = error
    seen: List[BaseException] = []
    while current is not None and current not in seen:
        seen.append(current)
        lines = []
        entry = current.__traceback__
        while entry is not None:
            if entry.tb_frame.f_code.co_filename == "<corner>":
                lines.append((entry.tb_frame.f_code.co_name, entry.tb_lineno))
            entry = entry.tb_next
        yield f"{current!r} name={getattr(current, 'name', None)!r} {current.__suppress_context__} {lines}"
        current = current.__context__


def main() -> None:
    """Print the differences, then how many programs were run."""
    warnings.simplefilter("ignore")
    count = 0
    for path in sorted(CORNERS.glob("*.txt")):
        for difference in differences(path):
            count += 1
            if difference:
                print(difference)
    print(f"{count} runs")


if __name__ == "__main__":
    main()
