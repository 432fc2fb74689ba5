"""type() of what the machine shows in CPython's place, and of all else."""
import sys
import types


class Meta(type):
    def __call__(cls, *args):
        return type.__call__(cls, *args) if args else "called"


class Class(metaclass=Meta):
    def __init__(self, *args):
        self.args = args


def generator():
    yield sys._getframe()


frame = sys._getframe()
print(type(frame) is types.FrameType, type(next(generator())), type(frame.f_code), type(generator()))
print(type(sys.settrace), type(sys._getframe), type(sys.getrecursionlimit) is types.BuiltinFunctionType)
print(type(type), type(Meta), type(Class), Class(), type(Class(1)), type(*[1]), type(*[1], **{}))
print(type("Made", (Class,), {}), type("Made", (), {}).__module__, type("Other", (), {"a": 1}).a)
for arguments in ((), (1, 2), (1, 2, 3), ("A", (), {}, 4)):
    try:
        type(*arguments)
    except TypeError as error:
        print(error)
try:
    1 / 0
except ZeroDivisionError as error:
    print(type(error.__traceback__.tb_frame) is types.FrameType, type(error.__traceback__))
    print(type(type(error.__traceback__.tb_frame).f_locals), type(type(frame).f_code))
