# lockstep: no, the process is gone before its steps are written
import os
import sys

print("before")
sys.stdout.flush()
os._exit(7)
