"""The check mode sees each kind of fault, and finds none in any program."""

from __future__ import annotations

from typing import Any, Callable, List, Optional

import pytest

from stepper.vm import HOST, SUPPORTED, Interpreter
from stepper.vm import unwind as unwinding
from stepper.vm.checking import Checker, StackMoved
from stepper.vm.effects import parse
from stepper.vm.link import on_link
from stepper.vm.opcodes import OPS
from tests.interpreters import Interpreter as Host
from tests.vm.on_hosts import HOSTS, lines_of, name_of

on_known_host = pytest.mark.skipif(
    HOST not in SUPPORTED, reason="not an instruction set that the machine knows"
)
SOURCE = "x = [1]\ntry: y = x.z\nexcept AttributeError: x += x\n"
RAISES = "PUSH_EXC_INFO" if HOST >= (3, 11) else "DUP_TOP"


@pytest.mark.slow
@pytest.mark.parametrize("host", HOSTS, ids=name_of)
def test_every_program_and_every_opcode(host: Host) -> None:
    """All programs and corners do what is declared, and all opcodes are executed by one of them."""
    *faults, summary = lines_of(host, "tests.vm.run_checked")
    assert faults == []
    assert int(summary.split()[0]) > 100


def run(source: str = SOURCE) -> None:
    Interpreter().run_main(compile(source, "<guest>", "exec", dont_inherit=True), {})


@pytest.fixture
def checker(monkeypatch: pytest.MonkeyPatch) -> Checker:
    made = Checker()
    monkeypatch.setattr("stepper.vm.link.on_link", [*on_link, made])
    return made


def replace(monkeypatch: pytest.MonkeyPatch, opname: str, **fields: Any) -> None:
    monkeypatch.setitem(OPS, opname, OPS[opname]._replace(**fields))


Behind = Callable[[Any, List[Any]], None]


def spoil(monkeypatch: pytest.MonkeyPatch, opname: str, behind: Behind) -> None:
    """Have an instruction do something else besides, when it has run."""
    handler = OPS[opname].handler

    def spoiled(frame: Any, stack: List[Any], operand: Any) -> Any:
        signal = handler(frame, stack, operand)
        behind(frame, stack)
        return signal

    replace(monkeypatch, opname, handler=spoiled)


@on_known_host
def test_nothing_is_found_where_nothing_is_wrong(checker: Checker) -> None:
    run()
    assert {"BUILD_LIST", "LOAD_NAME", "LOAD_ATTR", RAISES, "POP_EXCEPT"} <= checker.executed


@on_known_host
def test_a_wrong_picture_is_found(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    replace(monkeypatch, "STORE_NAME", effect=parse("value, more --"))
    with pytest.raises(StackMoved, match="STORE_NAME"):
        run()


@on_known_host
@pytest.mark.parametrize(
    ("opname", "behind", "fault"),
    [
        ("LOAD_NAME", lambda frame, stack: stack.append(1), r"moves the stack by \+2, not by \+1"),
        ("STORE_NAME", lambda frame, stack: stack.append(1), r"moves the stack by \+0, not by -1"),
        ("LOAD_NAME", lambda frame, stack: setattr(frame, "pc", 0), "goes on at instruction 0, not at"),
    ],
)
def test_an_instruction_that_does_something_else_is_found(
    checker: Checker, monkeypatch: pytest.MonkeyPatch, opname: str, behind: Behind, fault: str
) -> None:
    spoil(monkeypatch, opname, behind)
    with pytest.raises(StackMoved, match=f"{opname} .*{fault}"):
        run()


@on_known_host
def test_touching_what_is_not_taken_is_found(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    def touch(frame: Any, stack: List[Any]) -> None:
        stack[0] = object()

    spoil(monkeypatch, "LOAD_NAME", touch)
    with pytest.raises(StackMoved, match=r"LOAD_NAME .*touches more than the 0 values it takes"):
        run("x = y = 1\n{x: y}")


@on_known_host
def test_a_result_too_many_is_found(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a call pushes comes when the function returns: the next instruction finds it."""

    def twice(frame: Any, stack: List[Any]) -> None:
        if frame.back is not None:
            frame.back.stack.append(1)

    spoil(monkeypatch, "RETURN_VALUE", twice)
    with pytest.raises(StackMoved, match=r"(STORE_NAME|POP_TOP) .*begins at depth 2, not 1"):
        run("def f(x): return x\nf(1)\n")


@on_known_host
def test_a_handler_entered_with_too_much_is_found(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    enter = unwinding.enter_handler

    def too_much(machine: Any, frame: Any, *rest: Any) -> Optional[bool]:
        found = enter(machine, frame, *rest)
        frame.stack.insert(0, None)
        return found

    monkeypatch.setattr(unwinding, "enter_handler", too_much)
    with pytest.raises(StackMoved, match=f"{RAISES} .*begins at depth"):
        run()


@pytest.mark.skipif(HOST >= (3, 11), reason="there is no block stack")
def test_a_block_left_on_the_block_stack_is_found(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    replace(monkeypatch, "POP_BLOCK", handler=lambda frame, stack, operand: None)
    with pytest.raises(StackMoved, match="begins within blocks"):
        run("try: x = 1\nfinally: x = 2\n")


@on_known_host
def test_faults_may_be_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    faults: List[str] = []
    monkeypatch.setattr("stepper.vm.link.on_link", [*on_link, Checker(faults.append)])
    spoil(monkeypatch, "LOAD_NAME", lambda frame, stack: stack.insert(0, 1))
    run("x = 1\nx\n")
    assert any("LOAD_NAME" in fault for fault in faults)
