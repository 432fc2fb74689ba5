# lockstep: no, CPython would be traced in its children as well
"""Children by fork: what they print, how they end, and what becomes of the parent."""
import os
import signal
import sys
import time
import traceback


def run(f):
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        f()
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    print(status, os.WIFSIGNALED(status) and os.WTERMSIG(status))


run(lambda: print("child", flush=True))


def gen():
    yield from range(3)


run(lambda: print(list(gen()), flush=True))
run(lambda: os.kill(os.getpid(), signal.SIGKILL))
run(lambda: os.execv(sys.executable, [sys.executable, "-c", "print('exec')"]))


def raising():
    try:
        1 / 0
    except ZeroDivisionError:
        traceback.print_exc(file=sys.stdout)
        sys.stdout.flush()


run(raising)
pid = os.fork()
if pid == 0:
    sys.exit(7)
print(os.waitpid(pid, 0)[1] >> 8)
pid = os.fork()
if pid == 0:
    raise ValueError("in the child")
print(os.waitpid(pid, 0)[1] >> 8)
print(os.system("exit 3") >> 8, os.popen("echo x").read())


def handler(n, f):
    print("signal", n)


signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.05)
start = time.time()
while time.time() - start < 0.2:
    pass
try:
    signal.signal(signal.SIGALRM, lambda n, f: (_ for _ in ()).throw(KeyError("from handler")))
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    while True:
        pass
except KeyError as error:
    print(repr(error))
