"""The namespace of a text dies when nothing of the text is left."""
import gc
import weakref


class Marker:
    pass


def run(text):
    namespace = {"marker": Marker()}
    reference = weakref.ref(namespace["marker"])
    exec(text, namespace)
    return reference


for text in (
    "def f(): return len([])\nx = f()",
    "def f():\n    yield len('a')\n    yield 2\ng = f()\nnext(g)",
    "class C:\n    def m(self): return len('b')\nx = C().m()",
    "f = lambda: sorted([2, 1])\nf()",
):
    reference = run(text)
    gc.collect()
    print(reference())
