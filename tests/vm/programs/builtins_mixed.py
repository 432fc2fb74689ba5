print(any([0, "", 1]), all([]), sum([1, 2], 10), min(3, 1), abs(-1), round(3.14159, 2), divmod(7, 2))
print(isinstance(1, (str, int)), issubclass(bool, int), callable(len), type(1) is int, id(1) == id(1))
print(list(zip("ab", [1, 2], strict=False) if hasattr(zip, "strict") else zip("ab", [1, 2])))
print(sorted([3, 1, 2], reverse=True), list(reversed("abc")), list(enumerate("x")), chr(65), hex(255), bin(5))
print(getattr(1, "nope", "default"), hasattr(1, "real"), vars(type("T", (), {"a": 1}))["a"], repr(type("T", (), {})))
print(int("12"), float("1e3"), str(None), bool([]), list("ab"), tuple([1]), set([1]), dict([(1, 2)]), bytes(2))
import math, random, json, collections

random.seed(1)
print(random.randint(1, 100), math.gcd(12, 18), json.dumps({"a": [1, None, True]}), json.loads("[1.5]"))
print(collections.Counter("abca").most_common(1), collections.defaultdict(lambda: 5)["x"], collections.deque([1], 2))
print(json.dumps(object, default=lambda o: "custom"), json.loads("{}", object_hook=lambda d: "hook"))
