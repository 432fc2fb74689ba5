class Celsius:
    def __init__(self):
        self._t = 0

    @property
    def t(self):
        "the temperature"
        print("get")
        return self._t

    @t.setter
    def t(self, value):
        print("set", value)
        self._t = value

    @t.deleter
    def t(self):
        print("delete")
        self._t = None


c = Celsius()
c.t = 5
c.t += 1
print(c.t, Celsius.t.__doc__)
del c.t


class Typed:
    def __get__(self, instance, owner):
        return "class" if instance is None else instance.__dict__.get("v", "unset")

    def __set__(self, instance, value):
        if not isinstance(value, int):
            raise TypeError("int wanted")
        instance.__dict__["v"] = value


class Holder:
    field = Typed()


h = Holder()
print(Holder.field, h.field)
h.field = 3
print(h.field)
try:
    h.field = "x"
except TypeError as error:
    print(error)


class Dynamic:
    def __getattr__(self, name):
        if name == "bad":
            raise AttributeError(name)
        return name.upper()

    def __setattr__(self, name, value):
        print("setattr", name)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("delattr", name)

    def __getattribute__(self, name):
        return super().__getattribute__(name)


d = Dynamic()
d.x = 1
print(d.x, d.y, hasattr(d, "bad"))
del d.x
