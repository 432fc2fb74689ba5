# modules: fractions
from fractions import Fraction

values = [Fraction(3, -6), Fraction("1.25"), Fraction("-2/3"), Fraction(0.5), Fraction("1e-2")]
print(
    sum(values), values[1] ** -2, values[0] ** 2, divmod(values[1], values[4]), values[2] // 1, -values[2] % 1
)
print(Fraction(3.14159).limit_denominator(100), round(values[1]), round(values[2], 1), float(values[2]))
print(values[0] == -0.5, values[1] < 2, hash(values[0]) == hash(-0.5), int(Fraction(7, 2)), abs(values[2]))
try:
    Fraction(1, 0)
except ZeroDivisionError as error:
    print(error)
