class Number:
    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        print("add")
        if isinstance(other, Number):
            return Number(self.value + other.value)
        return NotImplemented

    def __radd__(self, other):
        print("radd")
        return Number(other + self.value)

    def __eq__(self, other):
        print("eq")
        return self.value == other.value

    def __lt__(self, other):
        print("lt")
        return self.value < other.value

    def __bool__(self):
        print("bool")
        return self.value != 0

    def __neg__(self):
        return Number(-self.value)

    def __invert__(self):
        return Number(~self.value)

    def __getitem__(self, key):
        return key

    def __contains__(self, item):
        return item == self.value

    def __len__(self):
        return self.value

    def __call__(self, *args):
        return args


one, two = Number(1), Number(2)
print((one + two).value, (5 + one).value, one == two, one < two, one != two)
print((-one).value, (~two).value, one[1:2], one[1:2, 3], 1 in one, 3 not in one, len(two), one(1, 2))
if Number(0) or one:
    print("true")
print(not one, max(one, two).value)
try:
    one + "x"
except TypeError as error:
    print(error)
