def numbers(n):
    print("start")
    for i in range(n):
        received = yield i
        if received:
            print("received", received)
    return "end"


g = numbers(3)
print(next(g), g.send("x"), next(g))
try:
    next(g)
except StopIteration as stop:
    print(repr(stop.value))
print(list(g), list(numbers(2)))
try:
    numbers(1).send(1)
except TypeError as error:
    print(error)


def reenter():
    yield next(me)


me = reenter()
try:
    next(me)
except ValueError as error:
    print(error)
g = numbers(2)
print(g.gi_running, g.gi_code.co_name, g.__name__, g.__qualname__)
print(sum(x * x for x in range(5)), max(len(w) for w in ["a", "bcd"]))
