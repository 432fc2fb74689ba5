# modules: contextlib
import asyncio
import contextlib


@contextlib.contextmanager
def noting(name):
    print("enter", name)
    try:
        yield name
    except KeyError as error:
        print("seen", error)
    finally:
        print("leave", name)


with contextlib.ExitStack() as stack:
    print(stack.enter_context(noting("a")), stack.enter_context(contextlib.nullcontext(2)))
    stack.callback(print, "called")
    raise KeyError("x")
with contextlib.suppress(ZeroDivisionError):
    1 / 0
try:
    with noting("b"):
        raise ValueError("y")
except ValueError as error:
    print(error)


@contextlib.asynccontextmanager
async def later():
    yield 3


async def main():
    async with later() as three, contextlib.AsyncExitStack() as stack:
        print(three, await stack.enter_async_context(later()))


asyncio.run(main())
