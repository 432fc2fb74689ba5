# python: 3.15
def total(values):
    seen = []
    for value in values:
        seen.append(value)
        if value == 2 and isinstance(values, list):
            values.append(9)
            del values[0]
    return seen


print(total([1, 2, 3]), total((1, 2, 3)), total({1: 2}), total("ab"), total(range(3)))


class Listed(list):
    def __iter__(self):
        print("asked")
        return iter("own")


print(total(Listed([1])), [[*pair] for pair in ([1], (2,), Listed())])


def delegate(values):
    got = yield from values
    return got


print(list(delegate([1, 2])), list(delegate((3,))), list(delegate("xy")), list(delegate(delegate([4]))))
nested = [[x * y for x in (1, 2)] for y in [3, 4]]
print(nested, {k: v for k, v in [(1, 2)]}, {*[1], *(2,)}, [*x for x in ([1], [2, 3])], {**d for d in ({1: 2}, {3: 4})})
gen = (a + b for a in [1, 2] for b in (10, 20) if a)
print(next(gen), list(gen))
for wrong in (5, None):
    try:
        (x for x in wrong)
    except TypeError as error:
        print(error, error.__traceback__.tb_next)


def close_early():
    try:
        for x in [1, 2, 3]:
            yield x
    finally:
        print("closed")


for x in close_early():
    break
