"""dis shows where in a traceback's functions it was raised; their code is what the program's functions have."""

import dis


def outer(number):
    try:
        return inner(number)
    finally:
        number = 2


def inner(number):
    return [each for each in range(number)][7]


try:
    outer(2)
except IndexError as error:
    entry = error.__traceback__
    dis.distb(entry)
    while entry is not None:
        code = entry.tb_frame.f_code
        print(code in (outer.__code__, inner.__code__), dis.Bytecode.from_traceback(entry).dis())
        dis.disassemble(code, entry.tb_lasti)
        entry = entry.tb_next
