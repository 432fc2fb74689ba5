"""Modules that deal with numbers, times, containers and objects."""
import abc
import array
import base64
import binascii
import bisect
import calendar
import collections
import collections.abc
import colorsys
import copy
import copyreg
import dataclasses
import datetime
import enum
import fractions
import functools
import graphlib
import hashlib
import heapq
import hmac
import io
import itertools
import math
import numbers
import operator
import pickle
import pickletools
import random
import reprlib
import secrets
import statistics
import struct
import sys
import types
import typing
import uuid
import weakref
import zlib

for name in ("_decimal", "_datetime"):  # the ones that are written in Python
    sys.modules[name] = None
for name in ("decimal", "datetime"):
    sys.modules.pop(name, None)
import datetime
import decimal

print(decimal.Decimal("1.10") * 3, decimal.Decimal(2).sqrt(), decimal.Decimal("1e-7"), decimal.Decimal("-0.00").quantize(decimal.Decimal("0.1")))
with decimal.localcontext() as context:
    context.prec = 6
    print(decimal.Decimal(1) / 7, decimal.Decimal(10).ln(), decimal.Decimal("3.14159265").to_integral_value())
    for wrong in (lambda: decimal.Decimal(1) / 0, lambda: decimal.Decimal("x"), lambda: decimal.Decimal("sNaN") + 1):
        try:
            wrong()
        except decimal.DecimalException as error:
            print(type(error).__name__, error)
print(f"{decimal.Decimal('1234567.891'):,.2f}", sorted([decimal.Decimal("NaN").is_nan(), decimal.Decimal("Infinity") > 10**9]))
print(fractions.Fraction("3/4") + fractions.Fraction(1, 3), fractions.Fraction(0.1).limit_denominator(10), hash(fractions.Fraction(1, 2)))
print(statistics.mean([1, 2, 3.5]), statistics.median_grouped([1, 2, 2, 3]), statistics.stdev([1, 2, 4]), statistics.quantiles(range(9)), statistics.NormalDist(0, 1).cdf(1))
moment = datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
print(moment.isoformat(), moment + datetime.timedelta(days=366, seconds=5), moment.astimezone(datetime.timezone.utc), moment.strftime("%a %d %b %Y %j"))
print(datetime.date.fromisoformat("2024-12-30").isocalendar(), datetime.timedelta(-1, 5), repr(moment), datetime.datetime.strptime("1/2/2003", "%d/%m/%Y"))
try:
    datetime.date(2023, 2, 29)
except ValueError as error:
    print(error)
print(calendar.month(2024, 2), calendar.monthrange(2023, 2), list(calendar.Calendar().itermonthdates(2024, 1))[:2])

heap = [5, 1, 4]
heapq.heapify(heap)
print(heapq.heappushpop(heap, 3), heapq.nlargest(2, heap, key=lambda x: -x), list(heapq.merge([1, 4], [2, 3], reverse=False)))
print(bisect.bisect_left([1, 2, 2, 3], 2), bisect.insort([1, 3], 2), array.array("h", [1, 2]).tobytes())
Point = collections.namedtuple("Point", "x y", defaults=[0])
print(Point(1)._replace(y=5), Point._fields, Point(1, 2) + (3,), collections.Counter("abracadabra").most_common(2), collections.ChainMap({"a": 1}, {"a": 2, "b": 3})["b"])
ordered = collections.OrderedDict.fromkeys("abc")
ordered.move_to_end("a")
default = collections.defaultdict(list, x=[1])
default["y"].append(2)
print(ordered, default, collections.deque(range(5), maxlen=3), collections.UserDict(a=1) | {"b": 2})


class Colour(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    CRIMSON = RED

    @property
    def pretty(self):
        return self.name.title()


class Permission(enum.Flag):
    R = 4
    W = 2
    RW = R | W


class Number(enum.IntEnum):
    ONE = 1


print(list(Colour), Colour.CRIMSON is Colour.RED, Colour["GREEN"].pretty, Permission.R | Permission.W, Permission(6), Number.ONE + 1)
try:
    Colour(7)
except ValueError as error:
    print(error)


@dataclasses.dataclass(order=True, frozen=True)
class Item:
    name: str
    price: float = dataclasses.field(default=1.5, compare=False)
    tags: typing.List[str] = dataclasses.field(default_factory=list, repr=False)

    def __post_init__(self):
        object.__setattr__(self, "tags", [*self.tags, "made"])


print(Item("a") < Item("b", 0.5), dataclasses.replace(Item("a"), price=2), dataclasses.asdict(Item("c")), dataclasses.fields(Item)[1].default)
try:
    Item("a").name = "b"
except dataclasses.FrozenInstanceError as error:
    print(error)


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        ...


class Square(Shape, collections.abc.Sized):
    def area(self):
        return 4

    def __len__(self):
        return 2


print(Square().area(), isinstance(Square(), collections.abc.Sized), isinstance([], collections.abc.Sequence), issubclass(Square, Shape))
try:
    Shape()
except TypeError as error:
    print(error)


@functools.total_ordering
class Ordered:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


@functools.singledispatch
def kind(value):
    return "object"


@kind.register
def _(value: int):
    return "int"


@functools.lru_cache(maxsize=2)
def slow(n):
    return n * n


print(Ordered(1) >= Ordered(0), kind(1), kind("x"), [slow(n) for n in (1, 2, 1, 3)], slow.cache_info(), functools.reduce(operator.mul, range(1, 6)))
print(functools.partial(int, base=2)("101"), sorted("bca", key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b))))
print(list(itertools.groupby("aabb"))[0][0], list(itertools.accumulate([1, 2, 3], operator.mul)), list(itertools.permutations("ab")), list(itertools.zip_longest("ab", "c")))
print(copy.deepcopy({"a": [1, Ordered(2)]})["a"][1].n, copy.copy([1]), operator.attrgetter("n")(Ordered(5)), operator.methodcaller("upper")("x"))


class Reduced:
    def __init__(self, x):
        self.x = x

    def __reduce__(self):
        return Reduced, (self.x + 1,)

    def __eq__(self, other):
        return self.x == other.x


for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    text = pickle.dumps([Reduced(1), Point(1, 2), Colour.RED, {1, 2}, slow, moment.date()], protocol)
    loaded = pickle.loads(text)
    print(len(text) > 50, loaded[0].x, loaded[1:4], loaded[4] is slow, loaded[5])
python = pickle._loads(pickle._dumps({"recursive": [1]}))
print(python, len(list(pickletools.genops(text))) > 10)
print(struct.pack(">hIf3s", 1, 2, 0.5, b"abc"), struct.unpack_from("<H", b"\x01\x02\x03", 1), struct.calcsize("=bh"))
print(hashlib.sha256(b"x").hexdigest()[:16], hashlib.new("md5", b"x").hexdigest()[:8], hmac.new(b"key", b"text", "sha1").hexdigest()[:8], hmac.compare_digest("a", "a"))
print(base64.b85encode(b"hello"), base64.b32decode("NBSWY3DP"), binascii.crc32(b"x"), zlib.decompress(zlib.compress(b"x" * 50)), len(secrets.token_hex(4)))
random.seed(7)
print(random.random(), random.sample(range(100), 3), random.choices("ab", [1, 9], k=4), random.gauss(0, 1), random.Random("seed").randrange(1000))
print(math.isqrt(17), math.comb(5, 2), isinstance(3, numbers.Integral), colorsys.rgb_to_hsv(1, 0.5, 0), uuid.uuid5(uuid.NAMESPACE_DNS, "x"))
print(list(graphlib.TopologicalSorter({"c": {"b"}, "b": {"a"}}).static_order()), reprlib.repr(list(range(100))), types.SimpleNamespace(a=1))
Typed = typing.NamedTuple("Typed", [("a", int)])
T = typing.TypeVar("T")


class Box(typing.Generic[T]):
    content: "typing.Optional[T]"

    def get(self) -> T:
        ...


class Movie(typing.TypedDict, total=False):
    title: str


@typing.runtime_checkable
class Closes(typing.Protocol):
    def close(self) -> None:
        ...


print(Typed(1), Box[int], typing.get_type_hints(Box), typing.get_args(typing.Dict[str, int]), Movie(title="x"), issubclass(io.StringIO, Closes))
print(typing.get_type_hints(Box.get), Box.__parameters__, typing.Union[int, str, int], typing.cast(int, "x"), Movie.__optional_keys__)
made = types.new_class("Made", (Ordered,), {}, lambda ns: ns.update(x=1))
print(made.__mro__[1].__name__, made.x, types.MappingProxyType({"a": 1})["a"], isinstance(made, type))
dead = []
value = Ordered(1)
reference = weakref.ref(value, lambda r: dead.append("gone"))
weak = weakref.WeakValueDictionary(v=value)
final = weakref.finalize(value, dead.append, "finalized")
del value
print(dead, reference(), len(weak), final.alive)
copyreg.pickle(complex, lambda c: (complex, (c.real, c.imag)))
print(pickle.loads(pickle.dumps(1 + 2j)))
