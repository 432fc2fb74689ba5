# modules: ctypes
# lockstep: no, CPython makes it at once under a trace function
"""C code may raise a class: up to 3.11 it is called where the exception is caught."""
import ctypes
import traceback


class Bad(Exception):
    def __init__(self):
        raise RuntimeError("not to be made")


def raise_in_c():
    ctypes.pythonapi.PyErr_SetNone(ctypes.py_object(Bad))


def lines(error):
    return [(entry.name, entry.line) for entry in traceback.extract_tb(error.__traceback__)]


def caught_here():
    try:
        raise_in_c()
    except RuntimeError as error:
        print(lines(error), error.__context__)


def caught_at_once():
    try:
        ctypes.pythonapi.PyErr_SetNone(ctypes.py_object(Bad))
    except RuntimeError as error:
        print(lines(error), error.__context__)


def passed_on():
    try:
        [].append(ctypes.pythonapi.PyErr_SetNone(ctypes.py_object(Bad)))
    finally:
        print("finally")


caught_at_once()
caught_here()
try:
    passed_on()
except RuntimeError as error:
    print(lines(error))
