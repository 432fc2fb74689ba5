"""Snapshots of real frames: chains, stacks, blocks and names."""

from __future__ import annotations

import textwrap
import time
from typing import Any, Callable, Dict, List, Optional, Tuple

import pytest

from stepper.guest.listings import Listings
from stepper.guest.snapshot import take
from stepper.guest.sources import Sources
from stepper.protocol import FrameView, Snapshot, Stopped
from stepper.vm import VM
from stepper.vm.stops import Stop
from stepper.vm.versions import HOST, PY311
from stepper.wire import from_json, to_json


def listings() -> Listings:
    return Listings(Sources())


def find(source: str, holds: Callable[[Stop], Any], selected: int = 0) -> Snapshot:
    """Step until ``holds(stop)``; the snapshot of that stop."""
    with VM(compile(textwrap.dedent(source).lstrip(), "prog.py", "exec")) as vm:
        stop = vm.step()
        while not holds(stop):
            assert stop.frame is not None, "it never came to that"
            stop = vm.step()
        return take(stop, 7, listings(), selected)


def at(name: str, opname: str, count: int = 1) -> Callable[[Stop], bool]:
    """Before the ``count``-th instruction of that name in that function."""
    seen = [0]

    def holds(stop: Stop) -> bool:
        instruction = stop.instruction
        if instruction is None or stop.frame is None or stop.exception is not None:
            return False
        seen[0] += stop.frame.program.qualname == name and instruction.opname == opname
        return seen[0] == count

    return holds


def view(snapshot: Snapshot) -> FrameView:
    assert snapshot.view is not None
    return snapshot.view


def names(snapshot: Snapshot, scope: str) -> Dict[str, Optional[str]]:
    return {
        variable.name: variable.value.text if variable.value is not None else None
        for variable in (*view(snapshot).variables, *view(snapshot).globals)
        if variable.scope == scope
    }


def stack(snapshot: Snapshot) -> List[Any]:
    return [(slot.value.text, slot.kind, slot.role) for slot in view(snapshot).stack]


SUM = ("BINARY_OP", 2) if HOST >= PY311 else ("BINARY_ADD",)  # the + of "* ... +"


def test_operands_have_their_roles() -> None:
    """Those of the instruction about to run, aligned to the top."""
    snapshot = find("a = 4\nb = [a * 2 + 1]\n", at("<module>", *SUM))

    assert stack(snapshot)[-2:] == [("8", "object", "left"), ("1", "object", "right")]
    assert view(snapshot).forecast is not None
    assert snapshot.number == 7


def test_the_chain_names_the_call_of_each_caller() -> None:
    """A caller stands at its call, not behind it, and its stack has no roles."""
    source = """
        def inner(n):
            return n
        def outer(n):
            return 1 + inner(n)
        outer(2)
    """
    snapshot = find(source, at("inner", "RETURN_VALUE"))
    caller = find(source, at("inner", "RETURN_VALUE"), selected=1)

    assert [header.qualname for header in snapshot.frames] == ["inner", "outer", "<module>"]
    assert [header.line for header in snapshot.frames] == [2, 4, 5]
    assert [header.kind for header in snapshot.frames] == ["vm"] * 3
    assert len({header.frame for header in snapshot.frames}) == 3
    assert caller.selected == 1
    assert stack(caller) == [("1", "object", "")]
    assert view(caller).forecast is None


def test_native_code_in_the_chain() -> None:
    """A function called from C has C below it; what CPython runs itself can't be selected."""
    source = """
        def key(n):
            return -n
        sorted([1], key=key)
    """
    snapshot = find(source, at("key", "RETURN_VALUE"))

    assert [header.kind for header in snapshot.frames] == ["vm", "native", "vm"]
    with pytest.raises(IndexError):
        find(source, at("key", "RETURN_VALUE"), selected=1)
    assert find(source, at("key", "RETURN_VALUE"), selected=2).selected == 2


def test_names_of_a_function() -> None:
    """Locals in the order of their slots, unbound ones too; cells and free variables by what they hold."""
    source = """
        import math
        LIMIT = 5
        def helper(): pass
        def outer(arg):
            shared = 1
            def inner(x):
                y = shared + arg
                later = y
                return later
            return inner(2)
        outer(3)
    """
    inner = find(source, at("outer.<locals>.inner", "STORE_FAST", 1))
    outer = find(source, at("outer.<locals>.inner", "STORE_FAST", 1), selected=1)

    assert names(inner, "local") == {"x": "2", "y": None, "later": None}
    assert names(inner, "free") == {"arg": "3", "shared": "1"}
    assert names(outer, "cell") == {"arg": "3", "shared": "1"}
    assert list(names(inner, "global")) == ["LIMIT", "helper", "outer", "math"]  # data, functions, modules


def test_names_of_a_module_and_of_a_class() -> None:
    """Their namespaces in the order of binding, without the interpreter's own names."""
    source = """
        b = 1
        a = 2
        class Point:
            kind = "2d"
            def norm(self): pass
            z = 3
    """
    module = find(source, at("<module>", "LOAD_BUILD_CLASS"))
    body = find(source, lambda stop: stop.instruction and stop.instruction.operand == "z")

    assert list(names(module, "name")) == ["b", "a"]
    assert names(module, "global") == {}
    assert list(names(body, "name")) == ["kind", "norm"]
    assert list(names(body, "global")) == ["b", "a"]


def test_exceptions_on_their_way() -> None:
    """The failing instruction is shown, and no forecast."""
    source = """
        def fail():
            return 1 / 0
        try:
            fail()
        except ZeroDivisionError as error:
            pass
    """
    raised = find(source, lambda stop: stop.reason == "raised")
    leaving = find(source, lambda stop: stop.reason == "unwinding")

    assert raised.exception is not None and raised.exception.text == "ZeroDivisionError('division by zero')"
    assert raised.frames[0].qualname == "fail" and raised.frames[0].line == 2
    assert view(raised).forecast is None
    assert [reason.kind for reason in leaving.reasons] == ["unwinding"]


def test_what_unwinding_finds() -> None:
    """The entry or block that gets the exception, and what it will find on the stack."""
    source = """
        def fail():
            return 1 / 0
        try:
            x = [1, fail()]
        except ZeroDivisionError as error:
            x = 2
    """
    there = {}
    for phase in ("raised", "found", "cut"):
        stop = find(source, lambda stop: stop.reason == phase and stop.frame.program.qualname == "<module>")  # noqa: B023
        assert stop.unwinding is not None and stop.unwinding.phase == phase
        assert stop.unwinding.has_table == (HOST >= PY311)
        there[phase] = stop.unwinding
    handler = there["found"].handler
    assert there["raised"].handler is None and there["raised"].left == "fail"
    assert handler is not None and handler == there["cut"].handler and handler.kind == "try"
    assert handler.start <= view(stop).header.offset < handler.end < handler.target
    assert len(view(stop).stack) == handler.depth
    pushed = [value.text for value in there["cut"].pushes]
    if HOST >= PY311:
        assert pushed == ["ZeroDivisionError('division by zero')"]
    else:
        assert pushed[:3] == ["NULL", "NULL", "None"] and pushed[4:] == [
            "ZeroDivisionError('division by zero')",
            "<class ZeroDivisionError>",
        ]


def test_saved_exceptions_are_told_from_objects() -> None:
    """PUSH_EXC_INFO saves what was handled before; unwinding may push an offset."""
    source = """
        try:
            1 / 0
        except ZeroDivisionError:
            x = 1
    """
    handler = find(source, at("<module>", "CHECK_EXC_MATCH" if HOST >= PY311 else "JUMP_IF_NOT_EXC_MATCH"))
    body = find(source, at("<module>", "POP_EXCEPT"))
    with_lasti = find(
        "class M:\n def __enter__(s): pass\n def __exit__(s, *e): return True\nwith M(): 1 / 0\n",
        at("<module>", "WITH_EXCEPT_START"),
    )

    assert stack(handler)[0][:2] == ("None", "exception") if HOST >= PY311 else ("NULL", "null")
    kinds = [kind for _, kind, _ in stack(with_lasti) if kind != "null"]  # beside __exit__, from 3.14 on
    if HOST >= PY311:
        assert stack(body) == [("None", "exception", "previous")]
        assert kinds == ["object", "lasti", "exception", "object"]
    else:
        assert [kind for _, kind, _ in stack(body)] == ["null", "null", "exception"]
        assert kinds == ["object", "exception", *["object"] * 3]


def test_null_on_the_stack() -> None:
    """It is no object."""
    snapshot = find("str.lower('A')\n", at("<module>", "CALL" if HOST >= PY311 else "CALL_METHOD"))

    assert ("NULL", "null") in [slot[:2] for slot in stack(snapshot)]


def test_blocks_are_those_around_the_instruction() -> None:
    """Outermost first."""
    source = """
        for i in (1,):
            try:
                x = i
            except ValueError:
                pass
    """
    inside = find(source, at("<module>", "STORE_NAME", 2))

    assert [block.kind for block in view(inside).blocks][-2:] == ["loop", "try"]


def test_what_was_returned() -> None:
    """Shown at the stop after the return."""
    snapshot = find("def f(): return [5]\nf()\n", lambda stop: stop.has_returned)

    assert snapshot.returned is not None and snapshot.returned.text == "[5]"


def test_deep_recursion_is_cheap_and_bounded() -> None:
    """The two ends of the chain, and how many frames are between them."""
    _, usual = recursing(210)
    snapshot, deep = recursing(20_000)

    assert len(snapshot.frames) == 201
    assert snapshot.frames[100].qualname == "… 19802 more frames …"
    assert [header.qualname for header in snapshot.frames[-2:]] == ["down", "<module>"]
    assert deep < 60 * usual  # for a hundred times as many frames, each of which would cost as much


def recursing(depth: int) -> Tuple[Snapshot, float]:
    """A function that has called itself *depth* times, and the seconds that it takes to look at it."""
    source = f"""
        import sys
        sys.setrecursionlimit(50_000)
        def down(n):
            return n and down(n - 1)
        down({depth})
    """
    with VM(compile(textwrap.dedent(source), "prog.py", "exec")) as vm:
        down = next(code for code in vm.program.code.co_consts if hasattr(code, "co_code"))
        stop = vm.step()
        while stop.frame is None or stop.frame.program.code is not down:
            stop = vm.step()
        last = stop.frame.program.instructions[-1].offset
        vm.break_at(down, last)
        stop = vm.continue_()
        assert stop.frame is not None and stop.frame.locals[0] == 0
        spent = []
        for _ in range(5):
            start = time.perf_counter()
            snapshot = take(stop, 1, listings())
            spent.append(time.perf_counter() - start)
        vm.clear_break(down, last)
        vm.continue_()
    return snapshot, min(spent)


def test_large_namespaces_are_bounded() -> None:
    """A snapshot must stay small enough for every step."""
    snapshot = find(
        "globals().update({f'n{i}': i for i in range(5000)})\nx = 1\n", at("<module>", "STORE_NAME")
    )

    assert len(view(snapshot).variables) == 200


def test_a_snapshot_travels() -> None:
    """It is plain data."""
    snapshot = find("def f(a): return a\nf([1])\n", at("f", "RETURN_VALUE"))

    assert from_json(to_json(Stopped(snapshot))) == Stopped(snapshot)


def test_the_end_has_no_frame() -> None:
    """Nothing is left to show."""
    with VM(compile("x = 1", "prog.py", "exec")) as vm:
        snapshot = take(vm.continue_(), 1, listings())

    assert snapshot.frames == ()
    assert snapshot.view is None
