"""What a coroutine or generator has delegated to goes as soon as nothing of the program's holds it."""
import asyncio
import sys
import weakref


class Iterator:
    def __init__(self, left):
        self.left = left

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration("result")
        self.left -= 1
        return self.left


def delegating():
    iterator = Iterator(2)
    weakref.finalize(iterator, print, "iterator goes")
    print((yield from iterator))
    del iterator
    print("after yield from")


print(list(delegating()))


def told(generator):
    print("finalizer of", generator.__qualname__, sys.exc_info()[0])


async def ticks(n):
    try:
        for i in range(n):
            yield i
    finally:
        print("ticks end", sys.exc_info()[0])


async def leaves_loop():
    try:
        async for i in ticks(5):
            raise KeyError(i)
    except KeyError as error:
        print("left the loop", error)
    print(await ticks(2).__anext__())
    print("dropped")


sys.set_asyncgen_hooks(finalizer=told)
try:
    leaves_loop().send(None)
except StopIteration:
    print("done")
sys.set_asyncgen_hooks(finalizer=None)
asyncio.run(leaves_loop())
