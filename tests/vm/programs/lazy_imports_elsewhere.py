# python: 3.15
"""Only a module imports lazily; a text that exec() gives other locals does not."""

import sys


def run_elsewhere(text, *namespaces):
    try:
        exec(text, *namespaces)
    except SyntaxError as error:
        print(error)


run_elsewhere("lazy import wave")
run_elsewhere("lazy import wave", {}, {})
run_elsewhere("lazy from wave import open")
run_elsewhere("lazy import wave", {})
print("wave" in sys.modules)
run_elsewhere("import wave", {"__lazy_modules__": ["wave"]})
print("wave" in sys.modules)
run_elsewhere("import wave", {"__lazy_modules__": ["wave"]}, {})
print("wave" in sys.modules)
