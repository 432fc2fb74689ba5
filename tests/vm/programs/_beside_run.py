import os
import sys

caller = os.path.basename(sys._getframe().f_code.co_filename)


def f(n):
    return [i * n for i in range(n)]


class C:
    made = f(2)


if os.environ.get("BESIDE_FAILS"):
    raise ValueError("it fails")
