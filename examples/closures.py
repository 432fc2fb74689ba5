"""Closures: a variable that lives on after its function has returned.

Watch `count`: it is no fast local but a cell, made before the first statement
of `make_counter` runs. Each counter gets a cell of its own; the inner
function carries it along and writes through it. The functions made in the
loop all share one cell, which is why they agree in the end.
"""


def make_counter(start):
    count = start

    def increase(step=1):
        nonlocal count
        count += step
        return count

    return increase


first = make_counter(0)
second = make_counter(10)
print(first(), first(), second(5), first())


def make_greeters(names):
    greeters = []
    for name in names:

        def greet():
            return "hello " + name

        def greet_early(name=name):
            return "hello " + name

        greeters.append((greet, greet_early))
    return greeters


for late, early in make_greeters(["ann", "bob"]):
    print(late(), "|", early())
