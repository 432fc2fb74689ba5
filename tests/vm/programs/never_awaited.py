async def never():
    pass


never()
coroutine = never()
coroutine = None


def function():
    kept = never()
    return 1


print(function(), "end")
