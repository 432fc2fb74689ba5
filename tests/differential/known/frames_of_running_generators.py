import operator


def g():
    variable = 1
    frame = operator.attrgetter("gi_frame")(me)
    print(frame.f_lineno, frame.f_locals)
    yield


me = g()
next(me)
