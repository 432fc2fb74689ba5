# python: 3.11
# lockstep: no, timers and another process decide the order
import asyncio
import contextlib


@contextlib.asynccontextmanager
async def resource(name):
    print("open", name)
    try:
        yield name
    finally:
        await asyncio.sleep(0)
        print("close", name)


async def work(n):
    await asyncio.sleep(0.001 * n)
    if n == 2:
        raise ValueError(n)
    return n


async def counter(n):
    for i in range(n):
        yield i


async def main():
    async with resource("a") as a, resource("b"):
        print(a)
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work(n)) for n in (1, 2, 30)]
    except* ValueError as errors:
        print(errors.exceptions, [task.cancelled() for task in tasks])
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(10)
    except TimeoutError as error:
        print("timeout", type(error).__name__)
    print([x + y async for x in counter(2) async for y in counter(2)], [[y async for y in counter(x)] for x in range(3)])
    it = aiter(counter(2))
    print(await anext(it), await anext(it), await anext(it, "end"))
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(resource("stacked"))
        stack.callback(print, "callback")
    async for line in lines():
        print(line)
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_soon(future.set_result, "set")
    print(await future)
    condition, event = asyncio.Condition(), asyncio.Event()

    async def waiter():
        async with condition:
            await condition.wait()
            event.set()

    task = asyncio.create_task(waiter())
    await asyncio.sleep(0)
    async with condition:
        condition.notify()
    await event.wait()
    await task
    print(await asyncio.to_thread(lambda: "from a thread"))


async def lines():
    process = await asyncio.create_subprocess_exec("echo", "from a process", stdout=asyncio.subprocess.PIPE)
    async for line in process.stdout:
        yield line.decode().strip()
    await process.wait()


asyncio.run(main())
