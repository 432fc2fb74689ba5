if 1: print("one line"); x = 5; print(x)
def f(): pass; return 3
print(f()); print((
    1 +
    2
), [
    3,
])
class C: a = 1; b = a + 1
print(C.b); \
print("continued")
# vim: nothing
