# modules: string
import string

print(string.Template("$who owes ${what}, $$5").substitute(who="ann", what="tea"), string.capwords("a bc  d"))
print(string.Template("$a $b").safe_substitute(a=1))


class Loud(string.Formatter):
    def get_value(self, key, args, kwargs):
        return super().get_value(key, args, kwargs) if key != "who" else "WHO"


print(Loud().format("{who} {0!r:>5} {x[1].real}", "a", x=[1, 2]))
for text in ("$a $", "${1}"):
    try:
        string.Template(text).substitute(a=1)
    except ValueError as error:
        print(error)
