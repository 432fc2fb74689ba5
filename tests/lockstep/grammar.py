"""Programs from a grammar of statements: every one compiles and comes to an end, and most of it runs.

That it ends is seen to by what is written: loops have counters of their own, functions call only those that
were made before them, and values grow by no more than a constant at a time.
"""

from __future__ import annotations

from typing import Any, Callable, List, NamedTuple, Tuple

from hypothesis import strategies as st

from tests.lockstep.expressions import NAMES, Draw, Scope, expression, names

Version = Tuple[int, int]
Lines = List[str]

PRELUDE = """\
class Manager:
    def __init__(self, swallows): self.swallows = swallows
    def __enter__(self): return self.swallows
    def __exit__(self, kind, value, traceback): return self.swallows and kind is not None
    async def __aenter__(self): return self.swallows
    async def __aexit__(self, *what): return self.swallows
    def __aiter__(self): self.left = 2; return self
    async def __anext__(self):
        self.left -= 1
        if self.left < 0: raise StopAsyncIteration
        return self.left
    def __await__(self): return (yield self.swallows)
class Thing:
    x = 1
    __match_args__ = "x", "y"
    def __init__(self, x=2, **more): self.x, self.y = x, more
    def method(self, *what): return len(what) + self.x
    @property
    def half(self): return self.x // 2
    def __getitem__(self, key): return key
def small(value): return value if len(repr(value)) < 99 else type(value).__name__
def run(coroutine):
    try:
        for _ in range(9): coroutine.send(None)
    except StopIteration as stop: return stop.value
    finally: coroutine.close()
a, b, c, d, o = 1, [2, 3], "xyz", {"k": 4}, Thing()
"""
EXCEPTIONS = (
    "TypeError",
    "(KeyError, IndexError)",
    "ZeroDivisionError",
    "Exception",
    "NameError",
    "ValueError",
)


class Context(NamedTuple):
    """Where a statement stands."""

    scope: Scope
    depth: int  # how deep blocks may still nest
    loops: int = 0  # it is in
    in_loop: bool = False  # break and continue are allowed

    def inside(self, **changes: Any) -> Context:
        return self._replace(depth=self.depth - 1, **changes)


def indented(lines: Lines) -> Lines:
    return ["    " + line for line in lines]


def block(draw: Draw, at: Context) -> Lines:
    """One statement or more, indented."""
    return indented(statements(draw, at, 3))


def statements(draw: Draw, at: Context, most: int) -> Lines:
    lines: Lines = []
    for _ in range(draw(st.integers(1, most))):
        kinds = [*SIMPLE, *(COMPOUND if at.depth > 0 else ())]
        lines += draw(st.sampled_from(kinds))(draw, at)
    return lines


# ---- simple statements ----


ASSIGNMENTS = (
    *(
        "{0} = {2}",
        "{0}, {1} = {2}, {3}",
        "{0}, *{1} = {2}, {3}",
        "{0} = {1} = {2}",
        "o.x = {2}",
        "d[{2}] = small({3})",
    ),
    *("{0} += {4}", "{0} -= {4}", "{0} |= {4}", "{0}: int = {2}", "b[0:1] = [small({2})]", "d['k'] += {4}"),
)


def assignment(draw: Draw, at: Context) -> Lines:
    one, two = draw(names), draw(names)
    forms = [form for form in ASSIGNMENTS if one not in at.scope.declared or ": int" not in form]
    values = [expression(draw, at.scope, 2) for _ in range(2)]
    return [draw(st.sampled_from(forms)).format(one, two, *values, draw(st.integers(0, 9)))]


def printing(draw: Draw, at: Context) -> Lines:
    return [f"print({expression(draw, at.scope, 2)})"]


def value(draw: Draw, at: Context) -> Lines:
    return [expression(draw, at.scope, 3)]


def deletion(draw: Draw, at: Context) -> Lines:
    return [draw(st.sampled_from(["del d['k']", "del b[:1]", "del o.x", f"del {draw(names)}"]))]


def assertion(draw: Draw, at: Context) -> Lines:
    return [f"assert {expression(draw, at.scope, 1)}, {expression(draw, at.scope, 1)}"]


def raising(draw: Draw, at: Context) -> Lines:
    kinds = [
        "raise ValueError({})",
        "raise KeyError({}) from TypeError()",
        "raise",
        "raise IndexError from None",
    ]
    return [draw(st.sampled_from(kinds)).format(expression(draw, at.scope, 1))]


def leaving(draw: Draw, at: Context) -> Lines:
    kinds = ["pass"]
    if at.in_loop:
        kinds += ["break", "continue"]
    if at.scope.kind == "function":
        kinds += ["return {}"]
    if at.scope.kind in ("generator", "coroutine"):
        kinds += ["return", "return {}"]
    return [draw(st.sampled_from(kinds)).format(expression(draw, at.scope, 1))]


def importing(draw: Draw, at: Context) -> Lines:
    return [
        draw(st.sampled_from(["import math as a", "from math import floor as c", "from math import nothing"]))
    ]


# ---- compound statements ----


def condition(draw: Draw, at: Context) -> Lines:
    lines = [f"if {expression(draw, at.scope, 2)}:", *block(draw, at.inside())]
    if draw(st.booleans()):
        lines += [f"elif {expression(draw, at.scope, 1)}:", *block(draw, at.inside())]
    if draw(st.booleans()):
        lines += ["else:", *block(draw, at.inside())]
    return lines


def loop(draw: Draw, at: Context) -> Lines:
    if at.loops >= 2:
        return ["pass"]
    body = block(draw, at.inside(loops=at.loops + 1, in_loop=True))
    counter = f"count_{at.loops}"
    target = draw(st.sampled_from(["{0}", "{0}, {1}", "d['k']", "o.y"])).format(draw(names), draw(names))
    over = draw(
        st.sampled_from(
            ["range(3)", "'ab'", "[(1, 2), (3, 4)]", "{5: 6}.items()", "a", "(x for x in (1, 2))"]
        )
    )
    if draw(st.booleans()):
        lines = [f"for {target} in {over}:", *body]
    else:
        test = expression(draw, at.scope, 1)
        lines = [f"{counter} = 3", f"while {counter} and {test}:", f"    {counter} -= 1", *body]
    if draw(st.booleans()):
        lines += ["else:", *block(draw, at.inside())]
    return lines


def trying(draw: Draw, at: Context) -> Lines:
    lines = ["try:", *block(draw, at.inside())]
    handlers = draw(st.integers(0, 2))
    star = "*" if at.scope.version >= (3, 11) and draw(st.integers(0, 4)) == 0 else ""
    # Out of except* no jump leads.
    within = at.inside(in_loop=False, scope=at.scope._replace(kind="module")) if star else at.inside()
    for _ in range(handlers):
        named = draw(st.sampled_from(["", " as error", f" as {draw(st.sampled_from(NAMES))}"]))
        if named.rpartition(" ")[2] in at.scope.declared:
            named = ""
        lines += [f"except{star} {draw(st.sampled_from(EXCEPTIONS))}{named}:", *block(draw, within)]
    if handlers and not star and draw(st.booleans()):
        lines += ["except:", *block(draw, at.inside())]
    if handlers and draw(st.booleans()):
        lines += ["else:", *block(draw, at.inside())]
    if not handlers or draw(st.booleans()):
        lines += ["finally:", *block(draw, at.inside())]
    return lines


def managing(draw: Draw, at: Context) -> Lines:
    swallows = draw(st.sampled_from(["True", "False", "a"]))
    more = draw(st.sampled_from(["", ", Manager(False) as c"]))
    word = "async with" if at.scope.kind == "coroutine" and draw(st.booleans()) else "with"
    return [f"{word} Manager({swallows}) as {draw(names)}{more}:", *block(draw, at.inside())]


def function(draw: Draw, at: Context) -> Lines:
    """A function, and a call of it."""
    name = f"f{at.scope.functions}"
    kind = draw(st.sampled_from(["function", "function", "generator", "coroutine"]))
    word = "async def" if kind == "coroutine" else "def"
    generic = at.scope.version >= (3, 12) and draw(st.integers(0, 4)) == 0
    variables, annotation = ("[T]", ": T") if generic else ("", "")
    defaults = [draw(st.integers(0, 3)) for _ in range(2)]
    decorator = draw(st.sampled_from([[], [], ["@(lambda f: f)"]]))
    call = draw(st.sampled_from(CALLS[kind])).format(name, expression(draw, at.scope, 1))
    return [
        *decorator,
        f"{word} {name}{variables}(p{annotation}={defaults[0]}, q={defaults[1]}, *rest, k=1, **more):",
        *indented(body_of_function(draw, at, kind)),
        f"{draw(names)} = {call}",
    ]


def body_of_function(draw: Draw, at: Context, kind: str) -> Lines:
    """Its own ``a`` is surely bound, unless it is declared to be another's."""
    declarations = ["", "", f"global {draw(names)}"]
    if "a" in at.scope.bound:
        declarations.append("nonlocal a")
    declaration = draw(st.sampled_from(declarations))
    declared = declaration.rpartition(" ")[2]
    bound = () if declaration == "global a" else ("a",)
    scope = Scope(kind, at.scope.version, at.scope.functions, (declared,), bound)
    first = [declaration] if declaration else []
    last = ["yield p"] if kind == "generator" else []
    body = statements(draw, at.inside(scope=scope, in_loop=False), 3)
    return [*first, *([] if declared == "a" else ["a = p"]), *body, *last]


CALLS = {
    "function": [
        "{0}({1})",
        "{0}(*[1, {1}], k=2, z=3)",
        "{0}(q={1}, **{{'k': 5}})",
        "sorted([2, 1], key={0})",
    ],
    "generator": ["list({0}({1}))", "[*{0}()]", "next({0}(3))", "sum({0}({1}), 0)", "{0}().send(None)"],
    "coroutine": ["run({0}({1}))", "run({0}())"],
}


def class_(draw: Draw, at: Context) -> Lines:
    scope = at.scope._replace(kind="class")
    base = draw(st.sampled_from(["", "(Thing)", "(Thing, object)"]))
    body = block(draw, at.inside(scope=scope, in_loop=False))
    method = "    def method(self, *what): return super().method(*what) + 1"
    use = draw(st.sampled_from(["C()", "C.method(C())", "C().method(1)", "C.x", "C.__name__"]))
    return [f"class C{base}:", *body, method, f"{draw(names)} = {use}"]


def matching(draw: Draw, at: Context) -> Lines:
    if at.scope.version < (3, 10):
        return ["pass"]
    lines = [f"match {expression(draw, at.scope, 2)}:"]
    for _ in range(draw(st.integers(1, 3))):
        guard = f" if {expression(draw, at.scope, 1)}" if draw(st.booleans()) else ""
        lines.append(f"    case {draw(st.sampled_from(PATTERNS))}{guard}:")
        lines += indented(block(draw, at.inside()))
    return lines


PATTERNS = (
    *(
        "1 | 2",
        "'xyz' | None",
        "[x, y]",
        "[x, *y]",
        "[*_, x]",
        "{'k': x, **y}",
        "{'k': 4}",
        "Thing(x)",
        "int(x)",
    ),
    *(
        "Thing(x=1, y={})",
        "[1, (x, y)] | {'k': [x, y]}",
        "str() as x",
        "-1",
        "[]",
        "Thing(x, y) as z",
        "(x, 3 | 4)",
    ),
)

Kind = Callable[[Draw, Context], Lines]
SIMPLE: Tuple[Kind, ...] = (
    *(assignment, assignment, assignment, printing, value, value),
    *(deletion, assertion, raising, leaving, importing),
)
COMPOUND: Tuple[Kind, ...] = (
    *(condition, condition, loop, loop, loop, trying, trying, trying, managing, managing),
    *(function, function, function, class_, matching),
)


def guarded(draw: Draw, at: Context) -> Lines:
    """A statement whose exception does not end the program."""
    lines = draw(st.sampled_from([*SIMPLE, *COMPOUND, *COMPOUND]))(draw, at)
    if draw(st.integers(0, 9)) == 0:
        return lines
    return ["try:", *indented(lines), "except Exception as error: print(type(error).__name__, error)"]


@st.composite
def programs(draw: Draw, version: Version) -> str:
    """The source of a program for a version."""
    lines: Lines = []
    for number in range(draw(st.integers(1, 5))):
        lines += guarded(draw, Context(Scope("module", version, number * 10), 3))
    return PRELUDE + "\n".join(lines) + "\n"
