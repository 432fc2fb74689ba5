"""A generator dies when an exception on its way cuts the stack: what it then handles is its own."""


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *what):
        print("left", what[0])


def numbers():
    try:
        yield 1
        yield 2
    except GeneratorExit as error:
        print("closed", error)
        raise
    finally:
        print("done")


def loop(iterator):
    for number in iterator:
        with Manager():
            print(number.missing)


for make in (numbers, lambda: (number for number in numbers())):
    try:
        loop(make())
    except AttributeError as error:
        print(error, error.__traceback__.tb_next.tb_lineno)
    try:
        for number in make():
            with Manager(), Manager():
                raise ValueError(number)
    except ValueError as error:
        print(error)
