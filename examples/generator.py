"""Generators: a frame that is left and entered again.

Watch the frame chain: `countdown` is entered by next(), yields with its
locals and value stack intact, disappears from the chain, and comes back where
it was. `send` puts a value on its stack; `yield from` hands everything
through.
"""


def countdown(number):
    while number > 0:
        step = yield number
        number -= step or 1
    return "lift-off"


def announce():
    print("ready")
    result = yield from countdown(3)
    print("result:", result)


for value in announce():
    print(value)

counter = countdown(10)
print(next(counter), counter.send(4), counter.send(5))
try:
    next(counter)
except StopIteration as stop:
    print("stopped with", stop.value)

print(sum(n * n for n in range(4)))
