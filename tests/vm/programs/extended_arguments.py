"""Enough names and constants, and jumps long enough, for EXTENDED_ARG."""
import sys

lines = ["def wide(n):", "    total = 0"]
lines += [f"    v{i} = {i + 1000}" for i in range(300)]
lines += ["    while n:", "        n -= 1"]
lines += [f"        total += v{i}" for i in range(300)]
lines += ["        if total < 0:", "            break"]
lines += ["    else:", "        total += 0.5", "    return total"]
exec("\n".join(lines))
print(wide(2))
values = [
    1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 1016, 1017, 1018,
]
print(sum(values))
