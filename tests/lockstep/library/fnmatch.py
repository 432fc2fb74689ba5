# modules: fnmatch
import fnmatch

for pattern in ("*.py", "[!a-c]*", "?b[]]", "**a*", "[", "a[b-]"):
    print(pattern, fnmatch.translate(pattern), fnmatch.filter(["a.py", "xb]", "dax", "[", "a-"], pattern))
