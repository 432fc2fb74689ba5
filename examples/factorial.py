"""Factorials in a list: a loop, a subscript and a method call.

Watch the value stack while `facts[i - 1] * i` is worked out: the list, then
the index, then the item in their place. FOR_ITER either pushes the next
number or leaves the loop; the jump arrow back to it is the loop.
"""

x = 5
facts = [1]
for i in range(1, x + 1):
    facts.append(facts[i - 1] * i)
print(facts)
