# stacks: 3.12, before a trace function brings the dict of locals() up to date
def f(a, b=2):
    c = 3
    inner = [k for k in sorted(locals())]
    return inner, sorted(locals()), vars()["c"]


print(f(1))
print("f" in globals(), globals() is locals(), globals()["__name__"])
globals()["made"] = 5
print(made)


class Body:
    a = 1
    names = sorted(n for n in locals() if not n.startswith("_"))


print(Body.names)


def snapshot():
    x = 1
    first = locals()
    x = 2
    second = locals()
    return second["x"], sorted(first)


print(snapshot())
print(dir.__name__, sorted(n for n in dir() if n in ("f", "Body", "made")))


def closure():
    y = 1

    def inner():
        return y, sorted(locals())

    return inner()


print(closure())
