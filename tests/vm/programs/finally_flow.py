def return_in_try():
    try:
        return "try"
    finally:
        print("finally")


def return_of_changed():
    x = 1
    try:
        return x
    finally:
        x = 2


def loop_break():
    for i in range(3):
        try:
            if i == 1:
                break
            print("body", i)
        finally:
            print("finally", i)
    return i


def loop_continue():
    total = 0
    for i in range(4):
        try:
            if i % 2:
                continue
            total += i
        finally:
            total += 100
    return total


def nested():
    try:
        try:
            return print("returning")
        finally:
            print("inner")
    finally:
        print("outer")


def while_true():
    n = 0
    while True:
        try:
            n += 1
            if n < 3:
                continue
            return n
        finally:
            print("turn", n)


def generator():
    try:
        yield 1
        yield 2
    finally:
        yield 3


print(return_in_try(), return_of_changed(), loop_break(), loop_continue(), nested(), while_true(), list(generator()))
