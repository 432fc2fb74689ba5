import sys
import textwrap


def tracer(frame, event, arg):
    print(event, frame.f_code.co_name)


sys.settrace(tracer)
textwrap.dedent("  text")
sys.settrace(None)
