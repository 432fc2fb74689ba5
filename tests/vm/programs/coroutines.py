import asyncio


async def add(a, b):
    await asyncio.sleep(0)
    return a + b


class Waits:
    def __await__(self):
        x = yield from asyncio.sleep(0).__await__()
        return "awaited", x


async def fails():
    await asyncio.sleep(0)
    raise ValueError("from a coroutine")


async def worker(name, queue, done):
    while True:
        item = await queue.get()
        if item is None:
            return
        done.append((name, item))
        await asyncio.sleep(0)


async def main():
    print(await add(1, 2), await Waits())
    print(await asyncio.gather(add(1, 1), add(2, 2)))
    try:
        await fails()
    except ValueError as error:
        print(error)
    results = await asyncio.gather(fails(), add(3, 3), return_exceptions=True)
    print([repr(r) for r in results])
    queue, done = asyncio.Queue(), []
    tasks = [asyncio.create_task(worker(n, queue, done)) for n in "ab"]
    for i in range(4):
        queue.put_nowait(i)
    for _ in tasks:
        queue.put_nowait(None)
    await asyncio.gather(*tasks)
    print(sorted(done, key=lambda d: d[1]))
    task = asyncio.create_task(asyncio.sleep(100))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")
    try:
        await asyncio.wait_for(asyncio.sleep(100), 0.01)
    except asyncio.TimeoutError:
        print("timeout")


asyncio.run(main())
