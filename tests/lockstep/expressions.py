"""Expressions from a grammar: small ones, of values that do not grow."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple, Tuple

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]
NAMES = ("a", "b", "c", "d")
names = st.sampled_from(NAMES)


class Scope(NamedTuple):
    """The code object an expression is in."""

    kind: str  # module, class, function, generator or coroutine
    version: Tuple[int, int]
    functions: int = 0  # the number of the next function
    declared: Tuple[str, ...] = ()  # global or nonlocal
    bound: Tuple[str, ...] = ()  # surely variables of its own

    @property
    def is_function(self) -> bool:
        return self.kind not in ("module", "class")


ATOMS = (
    "0",
    "1",
    "2",
    "-3",
    "None",
    "True",
    "1.5",
    "'s'",
    "b'y'",
    "...",
    "()",
    "[]",
    "{}",
    "o",
    "Thing",
    "print",
    "len",
)
UNARY = (
    "-{0}",
    "+{0}",
    "~{0}",
    "not {0}",
    "({0}).x",
    "({0}).real",
    "len({0})",
    "str({0})",
    "o.method({0})",
    "o.half",
)
BINARY = (
    *(
        "{0} + {2}",
        "{0} - {2}",
        "({0} * {2}) % 97",
        "{0} // {2}",
        "{0} % {2}",
        "{0} & {2}",
        "{0} ^ {2}",
        "{2} << {2}",
    ),
    *(
        "{0} == {1}",
        "{0} < {1}",
        "{0} is not {1}",
        "{0} in ({1}, {2})",
        "{0} not in b",
        "1 < {0} <= {1}",
        "{0} / {2}",
    ),
    *(
        "{0} and {1}",
        "{0} or {1}",
        "{0} if {1} else {2}",
        "b[{0}]",
        "c[{0}:{2}]",
        "d.get({0}, {1})",
        "o[small({0}) : {2}, {2}]",
    ),
    *(
        "(small({0}), small({1}))",
        "[small({0}), *b, small({1})]",
        "{{**d, 'z': small({0})}}",
        "{{{2}, {0}}}",
        "f'{{small({0})!r:>5}} {{small({1})}}'",
        "Thing({0}, k={1})",
    ),
    *(
        "(lambda p, *r: (p, small({0})))(small({1}))",
        "dict(a=small({0}), **d)",
        "print(*b, {0}, sep=c)",
        "min({0}, {1})",
        "(n := {0}) or n",
    ),
)
COMPREHENSIONS = (
    *(
        "[x + {2} for x in (1, 2) if x != {2}]",
        "{{x: y for x in 'ab' for y in (x, {2})}}",
        "{{len(c) for _ in (1, 2)}}",
    ),
    *("list(x for x in {0})", "[[a for _ in 'x'] for a in range(2)]", "any(x == {2} for x in (1, 2))"),
    *(
        "sorted('ba', key=lambda x: (x, {2}))",
        "list(map(lambda x: x, b))",
        "[*zip('ab', b)]",
        "max((x for x in b), default=0)",
    ),
)
OF_GENERATORS = ("(yield {0})", "(yield)", "(yield from ({0}, {2}))", "(yield from c)")
OF_COROUTINES = ("(await Manager({0}))", "[x async for x in Manager(0)]", "[await Manager(1) for _ in 'ab']")


def expression(draw: Draw, scope: Scope, depth: int) -> str:
    """The text of one, in which others nest to a depth; it can stand anywhere."""
    choice = draw(st.integers(0, 9 if depth > 0 else 3))
    if choice <= 2:
        return str(draw(names))
    if choice == 3:
        return str(draw(st.sampled_from(ATOMS)))
    return f"({_compound(draw, scope, depth - 1, choice)})"


def _compound(draw: Draw, scope: Scope, depth: int, choice: int) -> str:
    if choice == 4:
        forms = UNARY
    elif choice == 5 and scope.kind == "generator":
        forms = OF_GENERATORS
    elif choice == 5 and scope.kind == "coroutine":
        forms = OF_COROUTINES
    elif choice <= 6:
        forms = COMPREHENSIONS
    else:
        forms = BINARY
    form = draw(st.sampled_from(forms))
    # Before 3.12 no quote of the same kind could stand in a field; there is no await in a lambda, and no
    # assignment where a comprehension takes its items from.
    is_closed = "f'" in form or "lambda" in form or " for " in form
    first, second = (
        "" if place not in form else draw(names) if is_closed else expression(draw, scope, depth)
        for place in ("{0}", "{1}")
    )
    return str(form.format(first, second, draw(st.integers(0, 3))))
