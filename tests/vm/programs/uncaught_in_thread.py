# lockstep: no, threads take turns as they like
import sys
import threading


def outer(n):
    inner(n)


def inner(n):
    raise ValueError(n)


def hook(args):
    print("hook", args.exc_type.__name__, args.exc_value, args.thread.name)
    trace = args.exc_traceback
    while trace:
        print(trace.tb_frame.f_code.co_name)
        trace = trace.tb_next


for number in range(2):
    t = threading.Thread(target=outer, args=(number,), name=f"thread {number}")
    t.start()
    t.join()
    threading.excepthook = hook


class Worker(threading.Thread):
    def run(self):
        outer("in run")


w = Worker()
w.start()
w.join()
