import asyncio


async def ticks(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            received = yield i
            if received:
                print("received", received)
    finally:
        print("ticks end")


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0)
        return self.n


async def main():
    async for i in ticks(3):
        print("tick", i)
    else:
        print("else")
    async for i in Countdown(3):
        if i == 1:
            continue
        print("count", i)
    print([i async for i in ticks(3) if i % 2 == 0])
    print({i: j async for i in Countdown(2) for j in range(2)})
    print([await asyncio.sleep(0, x) for x in range(3)])
    g = ticks(3)
    print(await g.__anext__(), await g.asend("hello"))
    try:
        await g.athrow(ValueError("thrown in"))
    except ValueError as error:
        print(error)
    g = ticks(2)
    await g.__anext__()
    await g.aclose()
    try:
        async for _ in 5:
            pass
    except TypeError as error:
        print(error)
    try:
        async for i in ticks(5):
            raise KeyError(i)
    except KeyError as error:
        print("left the loop", error)


asyncio.run(main())
