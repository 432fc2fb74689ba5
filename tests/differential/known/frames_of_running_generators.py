def g():
    variable = 1
    print(me.gi_frame.f_lineno, me.gi_frame.f_locals)
    yield


me = g()
next(me)
print(me.gi_frame.f_lineno, me.gi_frame.f_locals)
