# lockstep: no, CPython does not trace audit hooks
"""An audit hook that native code has added hears what one does that the program has added itself."""
import sys

heard = []


def hook(event, arguments):
    if event in ("compile", "exec", "audit_hooks.done"):
        heard.append(event)


def work(n):
    total = 0
    for i in range(n):
        total += i % 3
    return total


print(list(map(sys.addaudithook, [hook])))
for _ in range(2000):
    work(5)
sys.audit("audit_hooks.done", 1)
print(heard)
