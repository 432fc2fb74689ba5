"""The programs that are stepped while the screen is measured."""

from __future__ import annotations

import dis
from typing import List

INSTRUCTIONS = 20_000  # of the heavy program's function, at least
VARIABLES = 1_000  # of its locals

SMALL = """
def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def forever():
    while True:
        for i in range(1, 30):
            collatz(i)


forever()
"""

_HEAD = """
def pick(big, number):
    return big[number]


def heavy(big):
"""


def heavy() -> str:
    """A program with one function of INSTRUCTIONS instructions and VARIABLES locals, the first of them a list
    of a million elements."""
    body = [f"    v{number} = {number}" for number in range(VARIABLES - 1)]
    body.append("    while True:")
    while _size(body) < INSTRUCTIONS:
        body += [line for number in range(500) for line in _lines(len(body) + number)]
    return "\n".join([_HEAD.rstrip("\n"), *body, "", "", "heavy(list(range(1_000_000)))", ""])


def _lines(number: int) -> List[str]:
    """Some work for the loop: mostly arithmetic, every tenth time a call, every fourth a branch."""
    one, two, three = (f"v{(number * step) % (VARIABLES - 1)}" for step in (7, 11, 13))
    if number % 10 == 0:
        return [f"        {one} = pick(big, {two})"]
    if number % 4 == 0:
        return [f"        if {one} > {two}:", f"            {three} = {number % 256}"]
    return [f"        {one} = {two} + {three} & 255"]


def _size(body: List[str]) -> int:
    module = compile("\n".join([_HEAD.rstrip("\n"), *body, "        pass"]), "heavy.py", "exec")
    function = next(code for code in module.co_consts if getattr(code, "co_name", "") == "heavy")
    return sum(1 for _ in dis.get_instructions(function))
