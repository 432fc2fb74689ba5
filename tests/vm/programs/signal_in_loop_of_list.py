# lockstep: no, how often a loop turns is a matter of time
"""A signal is seen in a loop whose condition is no bool."""
import os
import signal

seen = []
signal.signal(signal.SIGTERM, lambda number, frame: seen.append(frame.f_code.co_name))
waiting = [1]


def wait():
    n = 0
    while not seen:
        n += 1
        if n == 1000:
            os.kill(os.getpid(), signal.SIGTERM)
    n = 0
    while waiting and n < 1000:
        n += 1
        if seen[1:]:
            waiting.clear()
        elif n == 10:
            os.kill(os.getpid(), signal.SIGTERM)


wait()
print(seen, waiting)
