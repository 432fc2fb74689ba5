def read(n):
    for i in range(n):
        yield i


def keep(source, test):
    for item in source:
        if test(item):
            yield item


def batch(source, size):
    group = []
    for item in source:
        group.append(item)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


print(list(batch(keep(read(20), lambda n: n % 3), 4)))


def averager():
    total = count = 0
    average = None
    while True:
        value = yield average
        total += value
        count += 1
        average = total / count


a = averager()
next(a)
print([a.send(x) for x in (10, 20, 60)])
import itertools

print(list(itertools.islice((x for x in itertools.count() if x % 7 == 0), 4)))
