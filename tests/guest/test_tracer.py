"""Traces: a line for each instruction, whatever the program does to itself."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any, Dict, List, Tuple

import pytest

from stepper.guest.tracer import Line as TraceLine
from stepper.guest.tracer import json_line, text_line
from stepper.protocol import Block

PROGRAM = """
    def half(n):
        return n // 2
    try:
        print(half(4))
    except ValueError:
        pass
"""


def trace(source: str, *options: str) -> Tuple[subprocess.CompletedProcess[str], List[str]]:
    """Run a program under --trace; the process and the lines on its standard error."""
    command = [sys.executable, "-m", "stepper", *options, "-c", textwrap.dedent(source).strip()]
    root = str(Path(__file__).parents[2])
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, timeout=60)
    return done, done.stderr.splitlines()


def objects(lines: List[str]) -> List[Dict[str, Any]]:
    return [json.loads(line) for line in lines]


DIVIDING = ("BINARY_OP", "BINARY_FLOOR_DIVIDE")


def test_json_lines() -> None:
    """The state before each instruction; the program's own output is untouched."""
    done, lines = trace(PROGRAM, "--trace=json")
    told = objects(lines)

    assert done.stdout == "2\n"
    assert done.returncode == 0
    assert [line["n"] for line in told] == list(range(1, len(told) + 1))
    assert set(told[0]) >= set("n depth code file line offset opname arg argrepr stack blocks".split())
    (divide,) = [line for line in told if line["opname"] in DIVIDING]
    assert (divide["code"], divide["line"], divide["depth"]) == ("half", 2, 2)
    assert divide["argrepr"] == ("//" if divide["opname"] == "BINARY_OP" else "")
    assert divide["stack"] == ["4", "2"]
    calls = [line for line in told if line["opname"] in ("CALL", "CALL_FUNCTION")]
    assert all([block["kind"] for block in line["blocks"]] == ["try"] for line in calls)
    assert told[-1]["code"] == "<module>" and told[-1]["opname"].startswith("RETURN")


def test_text_lines() -> None:
    """The same for people: callees are indented, the stack is at the end."""
    done, lines = trace(PROGRAM, "--trace")
    (divide,) = [line for line in lines if any(f" {name} " in line for name in DIVIDING)]

    assert done.stdout == "2\n"
    assert divide.split()[1:3] == ["2", "half"]
    assert divide.endswith("[4, 2]")
    assert "   half" in divide and "   <module>" not in divide


def test_a_trace_in_a_file(tmp_path: Path) -> None:
    """Standard error is then the program's alone."""
    file = tmp_path / "trace.jsonl"
    done, lines = trace("import sys; sys.stderr.write('mine')", "--trace=json", "-o", str(file))

    assert lines == ["mine"]
    assert len(objects(file.read_text().splitlines())) > 5
    assert done.returncode == 0


def test_a_file_that_can_not_be_written_is_refused(tmp_path: Path) -> None:
    """Before anything runs."""
    done, lines = trace("print('ran')", "--trace", "-o", str(tmp_path / "no" / "such"))

    assert done.returncode == 2 and done.stdout == ""
    assert len(lines) == 1 and "such" in lines[0]


@pytest.mark.parametrize("ending", ["os._exit(3)", "os.kill(os.getpid(), 9)", "sys.exit(3)", "1 / 0"])
def test_whatever_ends_the_program_the_last_instruction_is_told(ending: str, tmp_path: Path) -> None:
    """Lines are written at once: nothing is lost."""
    file = tmp_path / "trace.jsonl"
    trace(f"import os, sys\n{ending}", "--trace=json", "-o", str(file))

    last = objects(file.read_text().splitlines())[-1]
    assert last["line"] == 2
    assert last["opname"] in ("CALL", "CALL_METHOD", "BINARY_OP", "BINARY_TRUE_DIVIDE")


def test_a_program_that_closes_its_standard_error(tmp_path: Path) -> None:
    """The trace has a descriptor of its own; when that is closed too the program runs on without."""
    file = tmp_path / "trace.jsonl"
    trace("import os\nos.closerange(2, 256)\nlast = 1", "--trace=json", "-o", str(file))
    assert objects(file.read_text().splitlines())[-1]["line"] == 3

    done, _ = trace(
        "import os\nos.closerange(2, 2048)\nfor n in range(9): pass\nos.write(1, b'end')", "--trace"
    )
    assert (done.stdout, done.returncode) == ("end", 0)


def test_a_child_is_not_traced(tmp_path: Path) -> None:
    """Its lines would be mixed with its parent's."""
    file = tmp_path / "trace.jsonl"
    source = "import os\nif os.fork() == 0:\n    os.write(1, b'child')\n    os._exit(0)\nos.wait()"
    done, _ = trace(source, "--trace=json", "-o", str(file))

    told = objects(file.read_text().splitlines())
    assert done.stdout == "child"
    assert [line["n"] for line in told] == list(range(1, len(told) + 1))
    assert not any(line["line"] == 3 for line in told)


THREADS = """
    import threading
    def main():
        worker.start()
        worker.join()
    def work(n):
        return -n
    worker = threading.Thread(target=work, args=(5,), name="worker")
    main()
"""


def test_all_threads_are_traced() -> None:
    """Each line says whose it is."""
    _, lines = trace(THREADS, "--trace=json")
    told = objects(lines)
    assert {(line["thread"], line["code"]) for line in told} == {
        ("MainThread", "<module>"),
        ("MainThread", "main"),
        ("worker", "work"),
    }
    (negative,) = [line for line in told if line["opname"] == "UNARY_NEGATIVE"]
    assert (negative["stack"], negative["depth"]) == (["5"], 1)
    assert [line["n"] for line in told] == list(range(1, len(told) + 1))

    _, lines = trace(THREADS, "--trace")
    assert [line.split()[2:4] for line in lines if "UNARY_NEGATIVE" in line] == [["worker:", "work"]]


def test_a_thread_that_goes_on_after_the_main_one_is_traced_to_its_end() -> None:
    """What the main thread does at exit is not."""
    source = """
        import atexit, threading
        atexit.register(lambda: ~len(""))
        def work():
            threading.main_thread().join()
            return -1 if go else +1
        go = True
        threading.Thread(target=work).start()
    """
    done, lines = trace(source, "--trace=json")
    told = objects(lines)
    assert done.returncode == 0 and not [line for line in told if line["code"] == "<lambda>"]
    assert told[-1]["code"] == "work" and told[-1]["opname"].startswith("RETURN")


def test_forms() -> None:
    """Control characters are visible, text is cut, JSON is not."""
    block = Block("loop", 2, 8, 2, -1, False)
    line = TraceLine(
        7,
        3,
        "MainThread",
        True,
        "f",
        "/x",
        None,
        4,
        "LOAD_CONST",
        1,
        "'" + "a" * 90 + "'",
        ["'\\x1b'", "NULL"],
        [block],
    )

    assert text_line(line).startswith("     7           f ")
    assert len(text_line(line)) < 130
    told = json.loads(json_line(line))
    assert told["argrepr"] == line.argrepr and told["line"] is None
    assert told["blocks"] == [block._asdict()]
    assert json.loads(json_line(line._replace(code="é\udc80")))["code"] == "é\udc80"
