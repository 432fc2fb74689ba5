# python: 3.11
def f():
    error = ValueError("noted")
    error.add_note("first note")
    error.add_note("second\nnote")
    raise error


f()
