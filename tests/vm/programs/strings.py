s = "Hello, World"
print(s.lower(), s[::-1], s.split(", "), s.replace("l", "L", 2), s.find("o"), s * 2, len(s))
print("a" "b" 'c', """multi
line""", r"\raw", b"bytes", b"\xff"[0], "\N{BULLET}", "tab\tend", "é" == "\u00e9")
print("%d %s %r %x %e %%" % (1, "s", "r", 255, 12345.678), "%(a)s" % {"a": 1})
print("{:>5}|{:<5}|{:^5}|{:+d}|{:,}|{:b}".format(1, 2, 3, 4, 1234567, 5))
print(" ".join(["x"] * 3), "abc".join("12"), ord("a"), chr(98), "abc" < "abd", "b" in "abc")
try:
    "a" + 1
except TypeError as error:
    print(error)
print(repr("it's"), ascii("ü"), "ß".upper(), "ab\ncd".splitlines(), str(b"x", "ascii"), bytes("ü", "utf-8"))
