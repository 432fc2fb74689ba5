# lockstep: no, the depth at the start is that of the tracer natively
def deepest_of(call, *arguments):
    global count
    count = 0
    try:
        call(*arguments)
    except RecursionError as error:
        entry, entries = error.__traceback__, 0
        while entry.tb_next:
            entry, entries = entry.tb_next, entries + 1
        print(call.__name__, count, error, entries, entry.tb_lineno)


def plain():
    global count
    count += 1
    plain()


def compares(n):
    global count
    count += 1
    if n == 0:
        return
    compares(n - 1)


def compares_different_types(n):
    global count
    count += 1
    if n == "x":
        return
    compares_different_types(n)


def calls_a_builtin(n):
    global count
    count += 1
    len([])
    calls_a_builtin(n)


class Node:
    @property
    def next(self):
        global count
        count += 1
        return self.next

    def method(self):
        global count
        count += 1
        self.method()

    def __add__(self, other):
        global count
        count += 1
        return self.__add__(other)


def attribute():
    Node().method()


deepest_of(plain)
deepest_of(compares, 10000)
deepest_of(compares_different_types, 10000)
deepest_of(calls_a_builtin, 1)
deepest_of(attribute)
deepest_of(Node().__add__, 1)
