import gc


def referrers(x):
    return sorted(type(one).__name__ for one in gc.get_referrers(x))


def holder():
    only_in_a_variable = []
    print(referrers(only_in_a_variable))


holder()
