# modules: bisect
# without: _bisect
import bisect

values = []
for number in (5, 2, 8, 2, 9, 1, 7):
    bisect.insort(values, number)
print(values, bisect.bisect_left(values, 2), bisect.bisect(values, 2), bisect.bisect_right(values, 6, 1, 4))
try:
    bisect.bisect(values, 1, -1)
except ValueError as error:
    print(error)
