compose = lambda *fs: lambda x: x if not fs else compose(*fs[1:])(fs[0](x))
print(compose(lambda x: x + 1, lambda x: x * 2, str)(3))
curry = lambda f: lambda a: lambda b: f(a, b)
print(curry(pow)(2)(5), (lambda: (yield))().__class__.__name__, (lambda x, y=2, *z, k=3, **m: (x, y, z, k, m))(1))


def apply(f, /, *args, **kwargs):
    return f(*args, **kwargs)


print(apply(apply, apply, max, 1, 2), apply(lambda **k: k, f=1), list(map(apply, [str, int], [1, "2"])))
y = lambda f: (lambda x: x(x))(lambda x: f(lambda *a: x(x)(*a)))
print(y(lambda fact: lambda n: 1 if n == 0 else n * fact(n - 1))(6))
print(sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1]), (lambda a, b: a or b)(0, "x"))
