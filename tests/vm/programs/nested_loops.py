for i in range(1, 5):
    row = []
    for j in range(1, 5):
        if j > i:
            break
        if (i + j) % 3 == 0:
            continue
        row.append(i * j)
    else:
        row.append("full")
    print(row)
n, steps = 27, 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
print(steps)
