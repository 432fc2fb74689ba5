# python: 3.11
def run(error):
    try:
        raise error
    except* ValueError as group:
        print("values", [str(e) for e in group.exceptions])
    except* (KeyError, TypeError) as group:
        print("others", group.exceptions)
    else:
        print("else")
    finally:
        print("finally")


for error in (
    ExceptionGroup("g", [ValueError("a"), KeyError("b"), ValueError("c")]),
    ExceptionGroup("g", [ExceptionGroup("h", [TypeError("t"), ValueError("v")])]),
    ValueError("plain"),
    ExceptionGroup("g", [OSError("rest"), ValueError("x")]),
):
    try:
        run(error)
    except* OSError as rest:
        print("left over", rest)


def nothing():
    try:
        pass
    except* ValueError:
        print("no")
    else:
        print("else runs")


nothing()
try:
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise KeyError("new")
    except* TypeError:
        raise
except ExceptionGroup as group:
    print(repr(group))
try:
    try:
        raise ExceptionGroup("all", [ValueError(1)])
    except* ExceptionGroup:
        pass
except TypeError as error:
    print(error)
try:
    for i in range(3):
        try:
            raise ExceptionGroup("loop", [ValueError(i)])
        except* ValueError as g:
            print(i, g.exceptions)
finally:
    print("end")
