"""try, except, else and finally, on the four ways through them.

Watch the block stack: which handler is in force at each instruction. When the
division fails, the value stack is cut back to the depth the handler expects,
the exception is pushed, and the except clauses are asked one after another.
The finally body runs on every way out, and a return waits for it.
"""


def divide(numerator, denominator):
    try:
        quotient = numerator / denominator
    except ZeroDivisionError as error:
        print("caught:", error)
        return None
    else:
        print("no exception")
    finally:
        print("finally")
    return quotient


print(divide(6, 3))
print(divide(1, 0))
try:
    divide("six", 3)
except TypeError as error:
    print("from two frames down:", type(error).__name__)

for number in (1, 2, 3):
    try:
        if number == 2:
            continue
        print("number", number)
    finally:
        print("leaving", number)
