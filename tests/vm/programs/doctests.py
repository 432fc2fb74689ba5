"""A module tested by its own documentation.

>>> double(4)
8
>>> double("ab")
'abab'
"""
import doctest


def double(x):
    """Twice the value.

    >>> double([1])
    [1, 1]
    >>> double(None)
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
    >>> double(1)
    3
    """
    return x * 2


print(doctest.testmod())
