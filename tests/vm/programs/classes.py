class Base:
    count = 0

    def __init__(self, name="base"):
        self.name = name
        Base.count += 1

    def hello(self):
        return "base " + self.name

    @staticmethod
    def plain(x):
        return x

    @classmethod
    def make(cls, *args):
        return cls(*args)

    def __str__(self):
        return f"<{self.name}>"


class Left(Base):
    def hello(self):
        return "left " + super().hello()


class Right(Base):
    def hello(self):
        return "right " + super(Right, self).hello()


class Both(Left, Right):
    def __init__(self):
        super().__init__("both")

    def hello(self):
        parent = super()
        return "both " + parent.hello()

    @classmethod
    def make(cls, *args):
        return super().make(*args)


print(Both().hello(), Both.make(), Base.plain(3), Base.count)
print([c.__name__ for c in Both.__mro__])
bound = Left("l").hello
print(bound(), bound.__func__.__qualname__, bound.__self__)
print(getattr(Left("z"), "name"), hasattr(Left, "name"))
try:
    Left().missing
except AttributeError as error:
    print(error)
instance = Left("i")
instance.extra = 1
print(vars(instance))
del instance.extra
try:
    del instance.extra
except AttributeError as error:
    print(error)
