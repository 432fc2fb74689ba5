import sys


def fails():
    frames.append(sys._getframe())
    raise ValueError


frames = []
try:
    fails()
except ValueError as error:
    frame = error.__traceback__.tb_next.tb_frame
    print(frame is frames[0], frame.f_back is sys._getframe())
