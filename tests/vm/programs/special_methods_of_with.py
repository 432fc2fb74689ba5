# python: 3.14
import asyncio


class Manager:
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, kind, error, traceback):
        print("exit", kind, error, traceback is not None)
        return kind is KeyError


class Asynchronous:
    async def __aenter__(self):
        await asyncio.sleep(0)
        return "entered"

    async def __aexit__(self, *error):
        await asyncio.sleep(0)
        return error[0] is KeyError


class OnlyEnter:
    def __enter__(self): ...


class OnlyExit:
    def __exit__(self, *error): ...


class Static:
    @staticmethod
    def __enter__():
        return "static"

    @classmethod
    def __exit__(cls, *error):
        print(cls.__name__, error)


class Bound:
    class Describes:
        def __get__(self, instance, owner):
            print("looked up", type(instance).__name__)
            return lambda *error: print("called", error)

    __enter__ = __exit__ = Describes()


with Manager() as one, Static() as two, Bound() as three:
    print(type(one), two, three)
with Manager():
    raise KeyError("swallowed")
for wrong in (5, OnlyEnter(), OnlyExit(), Asynchronous()):
    try:
        with wrong:
            pass
    except TypeError as error:
        print(error)


async def main():
    async with Asynchronous() as value:
        print(value)
        raise KeyError
    for wrong in (5, Manager()):
        try:
            async with wrong:
                pass
        except TypeError as error:
            print(error)
    for wrong in (Bound(),):
        try:
            with wrong:
                raise ValueError("goes on")
        except ValueError as error:
            print(error)


asyncio.run(main())


def inlined(values):
    return all(value for value in values), any(value > 2 for value in values), tuple(v * 2 for v in values)


print(inlined([1, 2, 3]), [*range(3)], {1: 2, **{3: 4}})
all = lambda values: "mine"
print(inlined([0]))
try:
    assert not inlined, "text"
except AssertionError as error:
    print(error)
