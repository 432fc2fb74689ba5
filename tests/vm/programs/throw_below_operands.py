"""throw() into a delegate while operands of the expression around it wait on the stack."""


class Delegate:
    def __iter__(self):
        return self

    def __next__(self):
        return "yielded"

    def throw(self, *error):
        raise StopIteration("returned")


def outer():
    values = [1, 2, (yield from Delegate())]
    yield values


generator = outer()
print(next(generator))
print(generator.throw(KeyError))
