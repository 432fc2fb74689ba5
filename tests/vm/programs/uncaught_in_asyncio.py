import asyncio


async def inner():
    await asyncio.sleep(0)
    raise ValueError("deep in a task")


async def middle():
    task = asyncio.create_task(inner())
    await task


async def main():
    await middle()


asyncio.run(main())
