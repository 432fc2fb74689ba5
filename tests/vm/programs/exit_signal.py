# lockstep: no, the process is gone before its steps are written
import os
import signal

print("before", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
