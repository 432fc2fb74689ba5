# stdin: ann\n42\nrest of\nthe input
import sys

name = input("name? ")
age = int(input())
print("hello", name, age + 1)
print(sys.stdin.read().splitlines(), sys.stdin.isatty())
