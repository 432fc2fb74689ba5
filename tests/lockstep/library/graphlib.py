# modules: graphlib
from graphlib import CycleError, TopologicalSorter

sorter = TopologicalSorter({"d": "bc", "b": "a", "c": "a", "e": ()})
print(list(sorter.static_order()))
try:
    TopologicalSorter({1: [2], 2: [3], 3: [1]}).prepare()
except CycleError as error:
    print(error)
