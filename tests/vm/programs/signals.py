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
print(signal.getsignal(signal.SIGINT).__name__)
