# lockstep: no, up to 3.10 a trace function has CPython delete names from the namespace of a class body
"""Class bodies in namespaces that are no dictionaries, of metaclasses that prepare them."""


class Namespace:
    """No dict, and nothing can be deleted from it."""

    def __init__(self):
        self.names = {}

    def __getitem__(self, name):
        return self.names[name]

    def __setitem__(self, name, value):
        self.names[name] = value


class Telling(Namespace):
    def __delitem__(self, name):
        print("delete", name)


def made_in(namespace):
    class OfNamespace(type):
        __prepare__ = classmethod(lambda *ignored: namespace())

        def __new__(cls, name, bases, given):
            return super().__new__(cls, name, bases, given.names)

    class Class(metaclass=OfNamespace):
        squares = [number * number for number in range(3)]
        later = [lambda: number for number in range(3)]

        def method(self):
            return __class__.__name__, namespace.__name__

    return Class.squares, [function() for function in Class.later], Class().method()


print(made_in(Namespace), made_in(Telling))
