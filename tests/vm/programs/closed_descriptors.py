# lockstep: no, the trace has no descriptor left
"""Standard streams and all other descriptors closed by the program."""
import os
import sys

os.close(0)
os.close(1)
try:
    print("x", flush=True)
except OSError as error:
    sys.stderr.write(repr(error) + "\n")
sys.stdout = None
print("nowhere")
for fd in range(3, 50):
    try:
        os.close(fd)
    except OSError:
        pass


def f():
    return eval("1 + 1")


sys.stderr.write(str(f()) + "\n")
sys.exit("message")
