"""Operator precedence is an order of instructions.

Watch how `a + b * c` becomes three loads and two operators: the product is
ready before the sum asks for it, and nothing in the bytecode remembers that
there was a precedence. The parentheses below change only the order.
"""

a = 2
b = 3
c = 4
d = a + b * c
print(d)
d = (a + b) * c
print(d)
d += 1
print(d, -d, d // 4, d % 4, d**2, d > 10, not d)
