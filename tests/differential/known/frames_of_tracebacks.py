import sys
import traceback


def fails():
    frames.append(sys._getframe())
    raise ValueError


frames = []
try:
    fails()
except ValueError as error:
    _, (frame, _) = traceback.walk_tb(error.__traceback__)
    print(frame is frames[0], frame.f_back is sys._getframe())
