# python: 3.11
def one():
    raise ValueError("one")


def collect():
    errors = []
    for f in (one, lambda: [][1]):
        try:
            f()
        except Exception as error:
            errors.append(error)
    raise ExceptionGroup("several", errors)


collect()
