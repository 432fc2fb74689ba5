import sys

print("to stdout", end="; ", flush=True)
print("to stderr", file=sys.stderr)
sys.stdout.write("written\n")
sys.stderr.write("more on stderr")
print(1, 2, sep="\t", end="|\n")
sys.stdout.buffer.write(b"raw \xff bytes\n")
print(sys.stdout.encoding.lower(), sys.stdout.isatty())
