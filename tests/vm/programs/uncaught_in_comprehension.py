rows = [[1, 2], [3, "x"], [5, 6]]


def total(rows):
    return [sum(cell + 0 for cell in row) for row in rows]


print([len(row) for row in rows])
print(total(rows))
