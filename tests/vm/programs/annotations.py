from typing import List, Optional


def f(a: int, b: "str" = "x", *c: float, d: Optional[int] = None, **e: List[int]) -> bool:
    local: int = 3
    undefined: nothing_at_all
    return local


x: int = 5
y: "forward"
print(f.__annotations__ == {"a": int, "b": "str", "c": float, "d": Optional[int], "e": List[int], "return": bool})
print(f(1), __annotations__)


class C:
    a: int
    b: str = "b"
    c: "List[C]"


print(C.__annotations__, C.b)
