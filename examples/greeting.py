"""input(): a call that waits for you.

Watch how the program stands still inside one CALL until a line has come, and
how the line is then on the value stack like any other result. Ctrl+D instead
of a line raises EOFError in the program.
"""

try:
    name = input("What is your name? ")
except EOFError:
    name = ""

if name:
    print(f"Hello, {name}!")
    print("Your name has", len(name), "letters, backwards it is", name[::-1])
else:
    print("Hello, whoever you are!")
