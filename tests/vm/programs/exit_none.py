import atexit

atexit.register(print, "at exit")


@atexit.register
def later():
    print("guest function at exit")


raise SystemExit
