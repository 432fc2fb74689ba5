# lockstep: no, a signal comes when it comes
import os
import signal


def handler(number, frame):
    print("handled", signal.Signals(number).name, frame.f_code.co_name)
    raise InterruptedError("by a signal")


signal.signal(signal.SIGUSR1, handler)


def wait():
    os.kill(os.getpid(), signal.SIGUSR1)
    for _ in range(1000):
        pass


try:
    wait()
except InterruptedError as error:
    print(error)
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.getsignal(signal.SIGUSR1) is handler)
print(signal.signal(signal.SIGUSR1, signal.SIG_IGN) is handler, signal.getsignal(signal.SIGUSR1))
print(signal.signal(signal.SIGUSR1, signal.default_int_handler))
for call in lambda: signal.default_int_handler(1, 2, 3), lambda: os.kill(os.getpid(), signal.SIGUSR1):
    try:
        call()
        print("nothing raised")
    except KeyboardInterrupt:
        print("interrupted")
for wrong in (signal.SIGUSR1, "no handler"), (1000, handler), ("x", handler), (signal.SIGKILL, handler):
    try:
        signal.signal(*wrong)
    except (TypeError, ValueError, OSError) as error:
        print(type(error).__name__, error)
print(signal.getsignal(signal.SIGUSR1) is signal.default_int_handler)


def jumps_back_by_condition(done):
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    while not done:
        done.extend([])


def stop(number, frame):
    print("line", frame.f_lineno - frame.f_code.co_firstlineno in (1, 2, 3), frame.f_code.co_name)
    frame.f_locals["done"].append(1)


signal.signal(signal.SIGALRM, stop)
jumps_back_by_condition([])


def outer(number, frame):
    print("outer begins")
    os.kill(os.getpid(), signal.SIGUSR2)
    for _ in range(10):
        pass
    print("outer ends")


signal.signal(signal.SIGUSR1, outer)
signal.signal(signal.SIGUSR2, lambda number, frame: print("inner, called in", frame.f_code.co_name))
os.kill(os.getpid(), signal.SIGUSR1)
for _ in range(10):
    pass
