# lockstep: no, threads take turns as they like
import sys
import threading
import traceback


def inner(entered, leave):
    here = sys._getframe()
    entered.append(here)
    ready.set()
    try:
        raise ValueError("handled in the thread")
    except ValueError:
        handling.set()
        leave.wait()


def outer(*arguments):
    inner(*arguments)


def names(frame):
    return [entry.name for entry in traceback.extract_stack(frame)]


class Key:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        frame = sys._current_frames()[threading.get_ident()]
        print("called by native code", frame is sys._getframe(), names(frame))
        return True


def exception_of(thread):
    if not hasattr(sys, "_current_exceptions"):
        return "unknown"
    found = sys._current_exceptions()[thread]
    return repr(found[1] if isinstance(found, tuple) else found)


ready, handling, leave = threading.Event(), threading.Event(), threading.Event()
entered = []
thread = threading.Thread(target=outer, args=(entered, leave))
thread.start()
ready.wait()
handling.wait()
frames = sys._current_frames()
print("threads", set(frames) == {threading.get_ident(), thread.ident})
print("mine", frames[threading.get_ident()] is sys._getframe())
other = names(frames[thread.ident])
print("of the other", other[other.index("outer") :][:2])
print("the same", any(frame is entered[0] for frame, _ in traceback.walk_stack(frames[thread.ident])))
print("handled there", exception_of(thread.ident))
print("handled here", exception_of(threading.get_ident()))
try:
    {}["key"]
except KeyError:
    print("handled here", exception_of(threading.get_ident()))
print({Key(): 1}[Key()])
print(repr(sys._current_frames), sys._current_frames.__name__)
try:
    sys._current_frames(1)
except TypeError as error:
    print(error)
leave.set()
thread.join()
print("after", set(sys._current_frames()) == {threading.get_ident()})
