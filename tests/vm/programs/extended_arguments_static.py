def long_jump(n):
    a = b = c = d = e = 0
    for i in range(n):
        try:
            a += i; b += a; c += b; d += c; e += d; a -= 1; b -= 1; c -= 1; d -= 1; e -= 1
            a += i; b += a; c += b; d += c; e += d; a -= 1; b -= 1; c -= 1; d -= 1; e -= 1
            a += i; b += a; c += b; d += c; e += d; a -= 1; b -= 1; c -= 1; d -= 1; e -= 1
            a += i; b += a; c += b; d += c; e += d; a -= 1; b -= 1; c -= 1; d -= 1; e -= 1
            a += i; b += a; c += b; d += c; e += d; a -= 1; b -= 1; c -= 1; d -= 1; e -= 1
            if i == 2:
                continue
            a += i; b += a; c += b; d += c; e += d; a -= 1; b -= 1; c -= 1; d -= 1; e -= 1
            a += i; b += a; c += b; d += c; e += d; a -= 1; b -= 1; c -= 1; d -= 1; e -= 1
            if e > 10**9:
                break
        finally:
            e += 1
    return a, b, c, d, e


print(long_jump(4))
