# stacks: 3.12, before a trace function writes the dict of locals() back into variables
"""Code objects of functions, generators and coroutines run by exec and eval; frames, tracebacks, flags."""
import ast
import asyncio
import inspect
import sys
import traceback


def function():
    global seen
    seen = sorted(locals()), __name__
    return "value"


print(exec(function.__code__), seen, eval(function.__code__), eval(function.__code__, {"__name__": "other"}))


def optional(*positional, **keywords):
    return positional, keywords, locals()


print(eval(optional.__code__))


def generator():
    yield 1
    yield sys._getframe().f_code.co_name


async def coroutine():
    await asyncio.sleep(0)
    return "awaited"


made = eval(generator.__code__)
print(type(made).__name__, made.__name__, list(made), exec(generator.__code__))
print(asyncio.run(eval(coroutine.__code__)))
cell = "outer"


def closing():
    variable = 1
    bump = lambda: variable + 1
    variable = 5
    return bump


print(eval(closing.__code__)())

# Frames and tracebacks.
print(eval("__import__('sys')._getframe().f_code.co_name"), eval("[f.f_code.co_filename[-12:] for f in (__import__('sys')._getframe(1),)]"))
exec("import sys\ndef here(): return sys._getframe(1).f_code.co_name, sys._getframe(1).f_lineno\n\nwho = here()")
print(who)
for text, mode in (
    ("def f():\n    return 1 / 0\n\n\nf()", "exec"),
    ("[1 / n for n in (1, 0)]", "eval"),
    ("class C:\n    def m(self):\n        raise KeyError('m')\nC().m()", "exec"),
    ("(lambda: undefined)()", "eval"),
    ("exec('raise ValueError(1)')", "exec"),
    ("import no_such_module", "exec"),
):
    for name in (None, "<made>", "made.py"):
        try:
            (exec if mode == "exec" else eval)(text if name is None else compile(text, name, mode))
        except Exception:
            traceback.print_exc(file=sys.stdout)
try:
    try:
        exec("raise KeyError('first')")
    except KeyError:
        exec("raise IndexError('second')")
except IndexError as error:
    print(repr(error.__context__), error.__traceback__.tb_next.tb_lineno)
try:
    1 / 0
except ZeroDivisionError:
    exec("import sys; caught = sys.exc_info()[0].__name__\ntry:\n    raise\nexcept ZeroDivisionError as e: again = repr(e)")
    print(caught, again)

# Functions, classes and generators that a text defines.
namespace = {"__name__": "made"}
exec(
    """
import functools
class Base:
    def __init_subclass__(cls): print("subclass", cls.__qualname__, cls.__module__)
    def hello(self): return "hello"
class Derived(Base):
    def hello(self): return super().hello() + " " + __class__.__name__
    @property
    def doubled(self): return [x * 2 for x in (1, 2)]
def yielding():
    got = yield 1
    yield got
@functools.lru_cache(None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def sorting(words): return sorted(words, key=lambda w: w[::-1])
async def agen():
    for i in range(3): yield i
async def collect(): return [i async for i in agen()]
""",
    namespace,
)
derived = namespace["Derived"]()
running = namespace["yielding"]()
print(derived.hello(), derived.doubled, next(running), running.send("sent"), namespace["fib"](20))
print(namespace["sorting"](["ab", "ba", "aa"]), asyncio.run(namespace["collect"]()), namespace["fib"].__module__)
print(inspect.signature(namespace["sorting"]), namespace["Derived"].hello.__qualname__)



def deep(n):
    return eval("deep(n - 1) + 1") if n else 0


print(deep(90))

# Coroutines of modules, and what the interactive prompt does.
code = compile("await asyncio.sleep(0)\nlast = [x async for x in agen()]", "<prompt>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
namespace["asyncio"] = asyncio
awaitable = eval(code, namespace)
print(inspect.iscoroutine(awaitable), awaitable.__name__, bool(code.co_flags & inspect.CO_COROUTINE))
asyncio.run(awaitable)
print(namespace["last"])
value = eval(compile("await coroutine()", "<prompt>", "eval", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))
print(asyncio.run(value))
for text in ("1 + 1", "None", "x = 5", "x; 'two'", "for i in range(2): i", "def f():\n    7\n"):
    exec(compile(text + "\n", "<prompt>", "single"))
sys.displayhook = lambda value: print("shown:", value)
eval(compile("x, len('abc')", "<prompt>", "single"))

