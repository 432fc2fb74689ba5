# lockstep: no, the depth at the start is that of the tracer natively
def forever(n):
    return forever(n + 1)


forever(0)
