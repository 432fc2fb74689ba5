"""The blocks a running frame is in, on the interpreter that runs this module.

Prints for each name that stands alone on a line of the program the kinds of its blocks, outermost first, when
it is loaded; and whether the interpreter keeps them.
"""

from __future__ import annotations

from stepper.vm import VM

SOURCE = """\
from contextlib import nullcontext as m
a = b = c = d = f = g = h = rounds = 0
for i in range(2):
    try:
        a
        try:
            b
            if i == 0:
                raise KeyError
        except KeyError as e:
            c
            while rounds < 1:
                rounds += 1
                d
            raise ValueError
        finally:
            f
    except ValueError:
        with m():
            g
h
"""


def main() -> None:
    """Step through the program."""
    vm = VM(compile(SOURCE, "<guest>", "exec", dont_inherit=True))
    while True:
        stop = vm.step()
        if stop.frame is None:
            return
        instruction = stop.instruction
        assert instruction is not None
        if instruction.opname == "LOAD_NAME" and instruction.operand in tuple("abcdfgh"):
            assert all(block.kept == (block.kind != "loop") for block in stop.frame.blocks)
            print(instruction.operand, *[block.kind for block in stop.frame.blocks])


if __name__ == "__main__":
    main()
