# modules: shlex
import shlex

print(shlex.split('a \'b c\' "d \\" e" f\\ g # h', comments=True), shlex.join(["a b", "it's", ""]))
print(list(shlex.shlex("x=1; y>>2 && z", punctuation_chars=True)))
try:
    shlex.split("'open")
except ValueError as error:
    print(error)
