# lockstep: no, CPython does not trace audit hooks
"""What a program does is announced to its audit hooks, and nothing that the machine does."""
import sys


def audited(event, arguments):
    if event not in ("marshal.loads", "open") and not event.startswith("gc."):
        print("audit", event, [type(argument).__name__ for argument in arguments])


sys.addaudithook(audited)
exec("1")
eval("  2")
exec(compile("3", "<made>", "exec"))


class Refused(Exception):
    pass


def refusing(event, arguments):
    if event == "compile" and arguments[1] == "<refused>":
        raise Refused(arguments[1])


sys.addaudithook(refusing)
try:
    compile("1", "<refused>", "eval")
except Refused as error:
    print(repr(error), error.__context__)
sys.audit("own.event", 1, "two")
sorted([2, 1], key=lambda x: eval("x"))
try:
    sys.addaudithook()
except TypeError as error:
    print(error)
