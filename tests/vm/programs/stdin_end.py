# stdin: one\n
print(input("> "))
try:
    input("> ")
except EOFError as error:
    print(type(error).__name__, error)
input("last > ")
