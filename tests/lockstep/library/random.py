# modules: random
import random

source = random.Random(5)
print(
    [source.randrange(100) for _ in range(4)],
    source.sample(range(50), 5),
    source.choices("abc", [5, 1, 1], k=5),
)
letters = list("abcdef")
source.shuffle(letters)
print(letters, source.gauss(0, 1), source.choice(letters), source.betavariate(2, 3), source.triangular())
try:
    source.sample([1], 2)
except ValueError as error:
    print(error)
