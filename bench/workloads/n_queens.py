"""All ways to place queens on a board so that none attacks another."""


def solutions(size, row, columns, rising, falling, placed):
    if row == size:
        yield tuple(placed)
        return
    for column in range(size):
        if column in columns or row + column in rising or row - column in falling:
            continue
        columns.add(column)
        rising.add(row + column)
        falling.add(row - column)
        placed.append(column)
        yield from solutions(size, row + 1, columns, rising, falling, placed)
        placed.pop()
        columns.remove(column)
        rising.remove(row + column)
        falling.remove(row - column)


def is_symmetric(board):
    return all(board[-1 - row] == len(board) - 1 - column for row, column in enumerate(board))


def work(size):
    found = list(solutions(size, 0, set(), set(), set(), []))
    return len(found), sum(1 for board in found if is_symmetric(board))


assert work(8) == (92, 4)
