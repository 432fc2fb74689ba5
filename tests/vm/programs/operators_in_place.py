x = 5
x += 2
x -= 1
x *= 3
x //= 4
x **= 3
x %= 40
x <<= 2
x >>= 1
x |= 64
x &= 127
x ^= 3
print(x)
x /= 4
print(x)


class Matrix:
    def __init__(self, log):
        self.log = log

    def __matmul__(self, other):
        return "matmul " + str(other)

    def __imatmul__(self, other):
        self.log.append(other)
        return self

    def __iadd__(self, other):
        self.log.append(("iadd", other))
        return self


m = Matrix([])
print(m @ 3)
m @= 4
m += 5
print(m.log)
items = other = [1]
items += [2]
print(other, items is other)
