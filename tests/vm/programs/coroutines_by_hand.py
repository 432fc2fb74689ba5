async def value():
    return 7


class Pause:
    def __await__(self):
        got = yield "paused"
        return got


async def chain():
    x = await value()
    y = await Pause()
    return x, y


c = chain()
print(c.send(None))
try:
    c.send("resumed")
except StopIteration as stop:
    print(stop.value)
try:
    c.send(None)
except RuntimeError as error:
    print(error)


async def awaits_wrong():
    await 5


async def awaits_generator():
    def g():
        yield

    await g()


for function in (awaits_wrong, awaits_generator):
    try:
        function().send(None)
    except TypeError as error:
        print(error)
c = chain()
c.send(None)
try:
    c.throw(KeyError("thrown"))
except KeyError as error:
    print(error)
c = chain()
c.close()
c = chain()
c.send(None)
c.close()
print(c.cr_running, c.cr_code.co_name)


class Bad:
    def __await__(self):
        return 3


async def awaits_bad():
    await Bad()


try:
    awaits_bad().send(None)
except TypeError as error:
    print(error)
