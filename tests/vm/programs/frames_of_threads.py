# lockstep: no, threads take turns as they like
"""sys._current_frames(): each thread's innermost frame of the program."""
import sys
import threading
import traceback

waits, ends = threading.Event(), threading.Event()


def outer():
    inner()


def inner():
    variable = 3
    waits.set()
    ends.wait()
    print("over", variable)


thread = threading.Thread(target=outer)
thread.start()
waits.wait()
found = sys._current_frames()
print(len(found), found[threading.get_ident()] is sys._getframe())
walked = traceback.extract_stack(found[thread.ident])
print([(each.name, each.line) for each in walked if each.filename == __file__])
frame = found[thread.ident]
while frame.f_code.co_name != "inner":
    frame = frame.f_back
print(frame.f_locals, frame.f_back.f_code.co_name)
ends.set()
thread.join()
print(list(sys._current_frames()) == [threading.get_ident()])
