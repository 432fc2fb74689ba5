import dis


def f(x):
    return x + 1


dis.dis(f)
print(len(f.__code__.co_code), f.__code__.co_consts)
