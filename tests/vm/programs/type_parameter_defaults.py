# python: 3.13
def with_default[T: (int, str) = int](x: T = 5, *, y: T = 6) -> T:
    return x, y


print(with_default(), with_default.__type_params__[0].__constraints__, with_default.__type_params__[0].__default__)


class Box[T = int, **P = [str]]:
    pass


class Row[*Ts = *tuple[int, str]]:
    pass


print(Box.__type_params__, Box[str], Box[str].__args__, [p.__default__ for p in (*Box.__type_params__, *Row.__type_params__)])
