# lockstep: no, a signal comes when it comes
import os
import signal


def wait():
    os.kill(os.getpid(), signal.SIGINT)
    while True:
        pass


try:
    wait()
finally:
    print("finally", flush=True)
