"""Comprehensions: a loop with a scope of its own.

Watch where `word` lives. Up to 3.11 a comprehension is a function called on
the spot, with a frame in the chain; from 3.12 it is inlined into the code
around it and its variables are put aside for the time. A generator expression
is still a frame of its own, and runs only as far as it is asked to.
"""

words = ["step", "by", "step", "along"]
word = "outer"

print([word.upper() for word in words if len(word) > 2])
print({word: len(word) for word in words})
print(sorted({letter for word in words for letter in word}))
print(word)

lengths = (len(word) for word in words)
print(next(lengths), list(lengths))
print(any(word.startswith("b") for word in words))
