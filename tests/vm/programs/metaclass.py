class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **options):
        print("prepare", name, options)
        return {"prepared": True}

    def __new__(mcs, name, bases, namespace, **options):
        print("new", name, sorted(k for k in namespace if not k.startswith("__")))
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)
        print("init", name)

    def __call__(cls, *args):
        print("call", args)
        return super().__call__(*args)


class Thing(metaclass=Meta, option=3):
    def __init__(self, x):
        self.x = x


print(Thing(4).x, Thing.prepared)


class Hooked:
    def __init_subclass__(cls, /, mark=None, **rest):
        super().__init_subclass__(**rest)
        cls.mark = mark

    def __class_getitem__(cls, item):
        return cls.__name__, item


class Sub(Hooked, mark="m"):
    pass


class Named:
    def __set_name__(self, owner, name):
        print("set name", owner.__name__, name)


class Owner:
    field = Named()


print(Sub.mark, Sub[int])
bases = (Hooked,)


class Starred(*bases, **{"mark": 1}):
    pass


print(Starred.mark)


class Entries:
    def __mro_entries__(self, bases):
        return (dict,)


class FromEntries(Entries()):
    pass


print(FromEntries.__bases__, FromEntries(a=1))
