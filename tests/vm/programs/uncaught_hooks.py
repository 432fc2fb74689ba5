import sys
import atexit


class Unraisable:
    def __del__(self):
        raise ValueError("in a finaliser")


def hook(kind, error, trace):
    print("hook", kind.__name__, error, trace.tb_lineno, trace.tb_frame.f_code.co_name)


@atexit.register
def at_exit():
    raise KeyError("at exit")


def generator():
    try:
        yield 1
    finally:
        1 / 0


Unraisable()
g = generator()
next(g)
del g
sys.excepthook = hook
print("end of program", flush=True)
raise RuntimeError("to the hook")
