import asyncio


class Resource:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    async def __aenter__(self):
        await asyncio.sleep(0)
        print("enter", self.name)
        return self

    async def __aexit__(self, kind, error, tb):
        await asyncio.sleep(0)
        print("exit", self.name, repr(error))
        return self.swallow


async def main():
    async with Resource("a") as a, Resource("b"):
        print(a.name)
    async with Resource("c", swallow=True):
        raise ValueError("inside")
    try:
        async with Resource("d"):
            raise KeyError("through")
    except KeyError as error:
        print(error)
    try:
        async with 5:
            pass
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)

    async def returning():
        async with Resource("e"):
            return "returned"

    print(await returning())
    lock = asyncio.Lock()
    async with lock:
        print(lock.locked())
    print(lock.locked())


asyncio.run(main())
