"""with: the exit method waits on the value stack until the block is left.

Watch the stack when the block is entered: the bound __exit__ goes below what
__enter__ returned. Leaving normally calls it with three Nones; leaving by an
exception calls it with the exception, and a true answer swallows it.
"""


class Shelf:
    def __init__(self, name, forgiving):
        self.name = name
        self.forgiving = forgiving

    def __enter__(self):
        print("open", self.name)
        return [self.name]

    def __exit__(self, kind, error, traceback):
        print("close", self.name, kind and kind.__name__)
        return self.forgiving


with Shelf("first", False) as books:
    books.append("a book")
    print(books)

with Shelf("second", True):
    raise KeyError("lost")

with Shelf("outer", True), Shelf("inner", False):
    raise ValueError("through both")

print("done")
