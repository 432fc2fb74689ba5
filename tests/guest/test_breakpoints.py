"""Breakpoints: how places are written, what is said of those that do not exist, and where the traps are."""

from __future__ import annotations

import textwrap
from pathlib import Path
from types import CodeType
from typing import Any, Dict, Iterator, List, Tuple

import pytest

from stepper.guest.breakpoints import Breakpoints
from stepper.guest.listings import Listings
from stepper.guest.sources import Sources
from stepper.guest.where import Resolver, WhereError
from stepper.protocol import Breakpoint
from stepper.vm import VM
from stepper.vm.link import Program, link

SOURCE = textwrap.dedent(
    """
    def collatz(n):
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
        return n

    class Stack:
        def push(self, item):
            self.items = item

    def outer():
        def inner(x):
            return x + 1
        return inner

    for i in (1, 2):
        total = collatz(i)

    def twice(): return 1
    def twice(): return 2
    a = outer()
    b = outer()
    a(1), b(2)
    """
).lstrip()
FILE = "/somewhere/prog.py"


def compiled(source: str = SOURCE, file: str = FILE) -> CodeType:
    return compile(source, file, "exec")


def resolver(code: CodeType, **texts: str) -> Resolver:
    sources = Sources()
    sources.add(code.co_filename, SOURCE)
    return Resolver(code, sources)


def code_named(code: CodeType, name: str) -> CodeType:
    """The first code object of that name in the constants, depth first."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_name == name:
                return constant
            found = [inner for inner in [code_named(constant, name)] if inner is not constant]
            if found and found[0].co_name == name:
                return found[0]
    return code


def offsets(code: CodeType) -> List[int]:
    return [instruction.offset for instruction in link(code).instructions]


# ---- places in words ----


@pytest.mark.parametrize(
    ("name", "code_name", "qualname"),
    [
        ("collatz", "collatz", "collatz"),
        ("Stack.push", "push", "Stack.push"),
        ("outer.inner", "inner", "outer.<locals>.inner"),
        ("outer.<locals>.inner", "inner", "outer.<locals>.inner"),
        ("<module>", "<module>", "<module>"),
        ("prog.py:collatz", "collatz", "collatz"),
    ],
)
def test_function_at_offset(name: str, code_name: str, qualname: str) -> None:
    """Functions, methods, nested functions and the module, with and without <locals>."""
    code = compiled()
    found = code_named(code, code_name)
    offset = offsets(found)[2]

    point = resolver(code).resolve(f"{name}@{offset}")

    assert (point.file, point.qualname, point.offset) == (FILE, qualname, offset)
    assert point.first_line == found.co_firstlineno
    assert point.line == 0


def test_an_offset_may_be_hexadecimal() -> None:
    """As a disassembly may show it."""
    code = compiled()
    offset = offsets(code_named(code, "collatz"))[3]

    assert resolver(code).resolve(f"collatz@{offset:#x}").offset == offset


@pytest.mark.parametrize("where", ["2", "prog.py:2", f"{FILE}:2", "./prog.py:2"])
def test_lines(where: str) -> None:
    """A bare line is one of the program itself."""
    point = resolver(compiled()).resolve(where)

    assert (point.file, point.line, point.offset, point.qualname) == (FILE, 2, -1, "")


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("colatz@0", "no function 'colatz' in prog.py; close to it: collatz"),
        ("inner@0", "outer.inner"),
        ("push@2", "Stack.push"),
        ("5", "line 5 of prog.py holds no code; the nearest with code: 4 and 6"),
        ("999", "line 999 of prog.py holds no code; the nearest with code: 22"),
        ("nowhere.py:3", "there is no file nowhere.py"),
        ("colatz", "no function 'colatz' in prog.py; close to it: collatz"),
        ("12 13", "'12 13' is no place"),
        ("collatz@x", "is no place"),
        ("", "is no place"),
        ("twice@0", "'twice' names code at lines 18 and 19"),
        ("collatz@99999", "collatz has no offset 99999: its last instruction is at"),
    ],
)
def test_what_names_nothing_is_refused_with_what_comes_close(where: str, said: str) -> None:
    """One sentence, for the command line and the screen."""
    with pytest.raises(WhereError) as refused:
        resolver(compiled()).resolve(where)

    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_offset_inside_an_instruction_names_the_instruction() -> None:
    """Its caches, or its second byte."""
    code = compiled()
    wide = next(
        ins for ins in link(code_named(code, "collatz")).instructions if ins.opname.startswith("BINARY_")
    )

    with pytest.raises(WhereError) as refused:
        resolver(code).resolve(f"collatz@{wide.after - 1}")

    assert str(refused.value) == (
        f"offset {wide.after - 1} of collatz is inside the instruction at {wide.offset}, {wide.opname}"
    )


def test_a_line_of_another_file(tmp_path: Path) -> None:
    """It is compiled to see that there is code on the line."""
    other = tmp_path / "other.py"
    other.write_text("x = 1\n\n# nothing\ny = 2\n")
    main = resolver(compiled(file=str(tmp_path / "prog.py")))

    assert main.resolve("other.py:4").line == 4
    assert main.resolve(f"{other}:4").file == str(other)
    with pytest.raises(WhereError, match=r"line 3 .* holds no code; the nearest with code: 1 and 4"):
        main.resolve("other.py:3")


def test_a_file_that_is_not_interpreted_is_refused(tmp_path: Path) -> None:
    """Nothing could ever stop in it."""
    (tmp_path / "other.py").write_text("x = 1\n")
    code = compiled(file=str(tmp_path / "prog.py"))

    with pytest.raises(WhereError, match="--include"):
        Resolver(code, Sources(), lambda file: False).resolve("other.py:1")


# ---- traps ----


@pytest.fixture
def machine() -> Iterator[Any]:
    """A program with its breakpoints, run by the library's VM."""
    made: List[Breakpoints] = []

    def make(source: str) -> Tuple[VM, Breakpoints]:
        code = compiled(source)
        sources = Sources()
        breakpoints = Breakpoints(Resolver(code, sources), Listings(sources))
        made.append(breakpoints)
        return VM(code), breakpoints

    yield make
    for breakpoints in made:
        breakpoints.close()


def stops(vm: VM, breakpoints: Breakpoints) -> List[Tuple[str, int, Dict[str, Any]]]:
    """Continue to the end; the places of all stops that count."""
    found = []
    with vm:
        stop = vm.continue_()
        while stop.frame is not None:
            if stop.reason != "start" and breakpoints.hits(stop.frame, stop.index):
                line = stop.frame.program.lines[stop.index] or 0
                found.append((stop.frame.program.qualname, line, stop.frame.variables()))
            stop = vm.continue_()
    return found


def test_every_instance_of_a_nested_function_stops(machine: Any) -> None:
    """They do not exist when the breakpoint is set; they share their code object."""
    vm, breakpoints = machine(SOURCE)
    breakpoints.add_where(f"outer.inner@{offsets(code_named(vm.program.code, 'inner'))[1]}")

    found = stops(vm, breakpoints)

    assert [(name, names["x"]) for name, _, names in found] == [
        ("outer.<locals>.inner", 1),
        ("outer.<locals>.inner", 2),
    ]


def test_the_line_of_a_for_stops_once_a_round(machine: Any) -> None:
    """Each round arrives by a jump into the middle of the line; the first arrival is no second one."""
    vm, breakpoints = machine("for i in (1, 2):\n    x = i\ny = 0\n")
    breakpoints.add_where("1")

    assert len(stops(vm, breakpoints)) == 3  # to begin, and after each round


def test_the_line_of_a_while_stops_once_a_round(machine: Any) -> None:
    """The condition may be compiled twice."""
    vm, breakpoints = machine("n = 3\nwhile n:\n    n -= 1\n")
    breakpoints.add_where("2")

    assert len(stops(vm, breakpoints)) == 4


def test_a_line_in_a_loop_stops_once_a_round(machine: Any) -> None:
    """The body arrives from the line of the for."""
    vm, breakpoints = machine("for i in 'abc':\n    x = i\n    y = x\n")
    breakpoints.add_where("2")

    assert len(stops(vm, breakpoints)) == 3


def test_the_def_line_stops_when_the_function_is_made(machine: Any) -> None:
    """What makes a frame ready has the line of the def, and is no arrival."""
    vm, breakpoints = machine("x = 0\ndef f(n):\n    m = n\n    return lambda: n\nf(1)\nf(2)\n")
    breakpoints.add_where("2")

    assert [name for name, _, _ in stops(vm, breakpoints)] == ["<module>"]


def test_a_generator_stops(machine: Any) -> None:
    """Its frame comes and goes."""
    vm, breakpoints = machine("def g():\n    yield 1\n    yield 2\nlist(g())\n")
    breakpoints.add_where("3")

    assert [name for name, _, _ in stops(vm, breakpoints)] == ["g"]


def test_places_follow_the_code_objects(machine: Any) -> None:
    """A breakpoint is installed in each code object that has the place, also in one that is linked later."""
    _, breakpoints = machine(SOURCE)
    point = breakpoints.add_where("4")
    assert len(point.places) == 1

    again = link(compiled())
    collatz: Program = link(code_named(again.code, "collatz"))

    assert len(breakpoints.points[0].places) == 2
    assert collatz.breakpoints
    breakpoints.remove(point)
    assert not collatz.breakpoints
    assert breakpoints.points == ()


def test_two_breakpoints_on_one_instruction(machine: Any) -> None:
    """Removing one leaves the trap of the other."""
    vm, breakpoints = machine("x = 1\ny = 2\n")
    breakpoints.add_where("2")
    program = vm.program
    offset = program.instructions[program.lines.index(2)].offset
    exact = breakpoints.add_where(f"<module>@{offset}")

    breakpoints.remove(exact)

    assert program.index_at[offset] in program.breakpoints


def test_what_a_front_end_asks_for_is_checked(machine: Any) -> None:
    """An offset must be an instruction's, and what is removed must be there."""
    _, breakpoints = machine(SOURCE)
    collatz = Breakpoint("collatz@1", FILE, "collatz", 1, 1, 0)

    with pytest.raises(WhereError, match="inside the instruction at 0"):
        breakpoints.add(collatz)
    with pytest.raises(WhereError, match="no collatz begins at line 7"):
        breakpoints.add(collatz._replace(first_line=7, offset=0))
    with pytest.raises(WhereError, match="no breakpoint"):
        breakpoints.remove(collatz._replace(offset=0))
    assert breakpoints.add(collatz._replace(offset=0)).qualname == "collatz"
