# python: 3.9
import warnings

source = """
def swallow():
    try:
        raise ValueError("lost")
    finally:
        return "kept"

def swallow_in_loop():
    for i in range(3):
        try:
            raise ValueError(i)
        finally:
            if i < 2:
                continue
            break
    return i
"""
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    exec(source)
print(swallow(), swallow_in_loop())
