def level_three(x):
    return [1, 2, 3][x] + undefined_name


def level_two(x):
    value = (
        level_three(x)
        + 1
    )
    return value


class Thing:
    def method(self):
        return level_two(1)


print("before", flush=True)
Thing().method()
