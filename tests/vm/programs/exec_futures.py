"""A text that exec is given is compiled with the __future__ statements of the code that calls it."""
from __future__ import annotations, barry_as_FLUFL

exec("def f(a: undefined) -> (1 + 1): pass\nprint(f.__annotations__)")
print(eval("1 <> 2"))
code = compile("def g(a: 1 + 1): pass\nprint(g.__annotations__)", "<made>", "exec")
exec(code)
plain = compile("def g(a: 1 + 1): pass\nprint(g.__annotations__)", "<made>", "exec", dont_inherit=True)
exec(plain)
exec("exec('def h(b: x): pass'); print(h.__annotations__); print(eval('1 <> 1'))")
exec(plain, {"__builtins__": {"print": print}})
try:
    exec(compile("eval('1 <> 2')", "<made>", "exec", dont_inherit=True))
except SyntaxError as error:
    print(error)


class Body:
    exec("x: undefined = 1")
    exec("def m(self: y): return eval('1 <> 2')")


print(Body.__annotations__, Body().m(), Body.m.__annotations__)
