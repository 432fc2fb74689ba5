# lockstep: no, tracing changes what is executed
"""Warnings about a text name that text, also when a library has had it compiled; trace names its functions."""

import code
import codeop
import trace
import warnings

TEXT = "1 is 1"
warnings.simplefilter("always")
warnings.showwarning = lambda message, category, file, line, *rest: print(category.__name__, message, file, line)
compile(TEXT, "<compiled>", "eval")
codeop.compile_command(TEXT, "<entered>")
code.InteractiveConsole().push(TEXT)
exec("(lambda: 1 is 1)")
warnings.simplefilter("error")
for call in (compile, codeop.compile_command, codeop.CommandCompiler()):
    try:
        call(TEXT, "<failing>", "single")
    except SyntaxError as error:
        print(error, error.filename, error.lineno)


class Class:
    def method(self):
        return self.static()

    @staticmethod
    def static():
        return function()


def function():
    return 1


tracer = trace.Trace(count=0, trace=0, countfuncs=1)
tracer.runfunc(Class().method)
print(sorted(name for _, module, name in tracer.results().calledfuncs if module.startswith("warnings_of")))
