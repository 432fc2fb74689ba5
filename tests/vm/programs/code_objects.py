# lockstep: no, code that a program has replaced runs natively
"""A function's code object, taken apart, kept, compared, marshalled, replaced, run, and given to other functions."""
import dis
import inspect
import marshal
import opcode
import operator
import types


def function(a, b=2, *, c=3):
    """Its docstring."""
    d = a + b
    return [d * c for _ in range(2)], "constant"


class Holder:
    def method(self):
        return __class__.__name__, self

    @staticmethod
    def static():
        return 1

    @property
    def computed(self):
        return 2


code = function.__code__
other = getattr(function, "__code__")
print(code is other, code is function.__code__, code == other, hash(code) == hash(other), type(code).__name__)
print([opcode.opname[byte] for byte in code.co_code[::2]][-6:], code.co_stacksize, code.co_consts[:2])
print(code.co_names, code.co_varnames, code.co_cellvars, code.co_freevars, code.co_flags, code.co_nlocals)
print(len(marshal.dumps(code)), marshal.loads(marshal.dumps(code)) == code)
for each in (Holder.method, Holder().method, Holder.static, Holder.computed.fget, lambda: 0):
    print(each.__code__.co_name, [opcode.opname[byte] for byte in each.__code__.co_code[::2]][-2:])
print(getattr(Holder().method, "__code__") is Holder.method.__code__, getattr(1, "__code__", "none"))
for instruction in list(dis.get_instructions(code))[:4]:
    print(instruction.opname, instruction.argrepr)
dis.dis(code)
dis.dis(function)
dis.dis(Holder)
dis.show_code(function)
print(len(list(dis.Bytecode(function))), dis.code_info(Holder().method).splitlines()[:2])

# Code that the compiler has made becomes a function again.
made = types.FunctionType(code, {"range": lambda n: [0] * n}, "renamed", (5, 6))
made.__kwdefaults__ = {"c": 7}
print(made.__name__, made.__qualname__, made.__code__ is code, made(), made(1, c=0), made.__doc__)


def outer(n):
    def inner(m):
        return n + m

    def another(m):
        return n * m

    return inner, another


inner, another = outer(3)
inner.__code__ = another.__code__
print(inner(4), inner.__name__, inner.__code__ is another.__code__, inner.__code__.co_name)
setattr(inner, "__code__", outer(1)[0].__code__)
print(inner(4))
for wrong in (function.__code__, None, "code"):
    try:
        inner.__code__ = wrong
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
copied = types.FunctionType(another.__code__, globals(), "copied", None, (types.CellType(10),))
print(copied(2), sorted([3, 1, 2], key=types.FunctionType(compile("lambda x: -x", "<made>", "eval").co_consts[0], {})))
for arguments in ((), (code,), (1, {}), (another.__code__, {}), (another.__code__, {}, None, None, ())):
    try:
        types.FunctionType(*arguments)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
nested = compile("def f(x):\n    def g(): return x\n    return g", "<made>", "exec").co_consts[0]
print(types.FunctionType(nested, {})(7)())

# Code that is replaced.
renamed = code.replace(co_name="other", co_filename="elsewhere.py", co_firstlineno=100)
changed = types.FunctionType(renamed, globals(), None, (1, 2))
changed.__kwdefaults__ = {"c": 1}
print(changed.__name__, changed(), changed.__code__ is renamed, renamed == code, renamed.co_firstlineno)
constants = tuple("replaced" if constant == "constant" else constant for constant in code.co_consts)
function.__code__ = code.replace(co_consts=constants)
print(function(1)[1], function.__code__.co_consts[-1] if "replaced" in function.__code__.co_consts else "")
function.__code__ = code
print(function(1))


# Generators and coroutines.
def generator():
    yield 1


async def coroutine():
    pass


async def asynchronous():
    yield 1


@types.coroutine
def awaited():
    yield 2


running = coroutine()
print(generator().gi_code is generator.__code__, running.cr_code is coroutine.__code__)
print(asynchronous().ag_code is asynchronous.__code__, awaited().gi_code is awaited.__code__)
running.close()
print(awaited.__code__.co_flags & inspect.CO_ITERABLE_COROUTINE, type(awaited()).__name__)
print([opcode.opname[byte] for byte in awaited.__code__.co_code[::2]][-2:])
switched = types.FunctionType(generator.__code__, {})
print(list(switched()), exec(generator.__code__))
print(inspect.signature(made), inspect.getsource(function.__code__).splitlines()[0], inspect.iscode(code))
print(operator.attrgetter("__code__.co_name")(function), operator.attrgetter("__name__")(made))
