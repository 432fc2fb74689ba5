class A:
    tag = "A"

    def f(self):
        return "A.f"

    @classmethod
    def c(cls):
        return "A.c " + cls.__name__

    @property
    def p(self):
        return "A.p"


class B(A):
    tag = "B"

    def f(self):
        return "B.f>" + super().f()

    @classmethod
    def c(cls):
        return "B.c>" + super().c()

    @property
    def p(self):
        return "B.p>" + super().p

    def attributes(self):
        return super().tag, super().f.__func__.__qualname__, getattr(super(), "tag")

    def in_comprehension(self):
        return [super(B, self).f() for _ in range(2)]

    def nested(self):
        def inner():
            return super(B, self).f(), __class__.__name__

        return inner()

    def __init__(self):
        super().__init__()

    def captured(self, forget=False):
        shared = lambda: self.tag
        if not forget:
            return super().f(), shared()
        del self
        try:
            super().f()
        except RuntimeError as error:
            return str(error)

    def missing(self):
        try:
            super().nothing
        except AttributeError as error:
            return str(error)

    def lost(*args):
        try:
            super().f()
        except RuntimeError as error:
            return str(error)


b = B()
print(b.f(), B.c(), b.p, b.attributes(), b.in_comprehension(), b.nested(), b.missing(), b.lost())
print(b.captured(), b.captured(True))


def outside():
    super().f()


try:
    outside()
except RuntimeError as error:
    print(error)


class Shadow:
    def f(self):
        super = lambda: "shadowed"
        return super()


print(Shadow().f())
