"""No code object of the standard library has an inconsistent stack; and one that had would be found."""

from __future__ import annotations

import subprocess
import sys
from typing import List

import pytest

from stepper.vm.effects import parse
from stepper.vm.opcodes import OPS
from stepper.vm.versions import HOST, PY310, SUPPORTED
from tests.interpreters import Interpreter
from tests.stacks.__main__ import ROOT
from tests.stacks.walk import Walk
from tests.vm.on_hosts import HOSTS, lines_of, name_of

on_known_host = pytest.mark.skipif(
    HOST not in SUPPORTED, reason="not an instruction set that the machine knows"
)


@pytest.mark.slow
@pytest.mark.parametrize("host", HOSTS, ids=name_of)
def test_top_folder(host: Interpreter) -> None:
    *findings, summary = lines_of(host, "tests.stacks.walk")
    assert findings == []
    assert count(summary, "code objects") > 5000


@pytest.mark.slow
def test_whole_library() -> None:
    """Under each interpreter found."""
    command = [sys.executable, "-m", "tests.stacks", "-j", "2"]
    answer = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    assert answer.returncode == 0, answer.stdout


def count(summary: str, name: str) -> int:
    counts = dict(reversed(item.split(" ", 1)) for item in summary.split(", "))
    return int(counts[name])


def found(source: str) -> List[str]:
    return list(Walk().check(compile(source, "<test>", "exec", dont_inherit=True)))


@on_known_host
@pytest.mark.parametrize(
    ("opname", "picture", "finding"),
    [
        ("STORE_NAME", "value, more --", "depth 0, takes 2"),
        ("LOAD_NAME", "-- value, more, more", "depth 3 of 2"),
        ("POP_TOP", "value -- value", "depth"),
    ],
)
def test_a_wrong_picture_is_found(
    monkeypatch: pytest.MonkeyPatch, opname: str, picture: str, finding: str
) -> None:
    source = "a, b = c\nwhile a: b()\n"
    assert found(source) == []
    monkeypatch.setitem(OPS, opname, OPS[opname]._replace(effect=parse(picture)))
    assert finding in "".join(found(source))


@on_known_host
def test_two_wrongs_are_found_by_comparing_with_dis(monkeypatch: pytest.MonkeyPatch) -> None:
    """That add up to the right depth."""
    load = OPS["LOAD_NAME"]._replace(effect=parse("-- name, value"))
    pop = OPS["POP_TOP"]._replace(effect=parse("value, name --"))
    monkeypatch.setitem(OPS, "LOAD_NAME", load)
    monkeypatch.setitem(OPS, "POP_TOP", pop)
    code = compile("a", "<test>", "exec", dont_inherit=True).replace(co_stacksize=2)
    assert [finding.partition(",")[0] for finding in Walk().check(code)] == [
        "LOAD_NAME 0: declared +2",
        "POP_TOP 0: declared -2",
    ]


@pytest.mark.skipif(HOST > PY310, reason="there is no block stack")
def test_a_block_that_is_left_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "for x in y:\n try: z\n finally: w\n"
    assert found(source) == []
    monkeypatch.setattr("stepper.vm.blocks_39._POPS", ("POP_EXCEPT",))
    assert "blocks" in "".join(found(source))
