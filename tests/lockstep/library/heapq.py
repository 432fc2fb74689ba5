# modules: heapq
# without: _heapq
import heapq

heap = [9, 4, 7, 1, 8, 2]
heapq.heapify(heap)
heapq.heappush(heap, 3)
print([heapq.heappop(heap) for _ in range(4)], heapq.heapreplace(heap, 0), heapq.heappushpop(heap, 5), heap)
print(
    heapq.nlargest(2, [5, 1, 8, 3]),
    heapq.nsmallest(2, ["bb", "a", "ccc"], key=len),
    heapq.nsmallest(1, [2, 1]),
)
print(list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge("ca", "db", reverse=True, key=ord)))
try:
    heapq.heappop([])
except IndexError as error:
    print(error)
