# lockstep: no, what a signal's handler raises ends CPython's tracing up to 3.10
"""A generator is resumed while a signal waits: it is there that it comes."""
import signal


def waiting():
    try:
        yield 1
        yield 2
    except KeyboardInterrupt:
        yield "interrupted"


def delegating():
    yield from waiting()


for make in waiting, delegating:
    generator = make()
    next(generator)
    try:
        print(list(zip(map(signal.raise_signal, [signal.SIGINT]), generator)))
    except KeyboardInterrupt:
        print("interrupted outside")
