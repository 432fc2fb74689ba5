# modules: configparser
import configparser
import io

config = configparser.ConfigParser()
config.read_string(
    "[DEFAULT]\nroot = /a\n[one]\npath = %(root)s/b\nmany =\n  x\n  y\nyes = on\n[two]\nn: 5 ; no\n"
)
print(dict(config["one"]), config.getboolean("one", "yes"), config["two"].get("n"), config.sections())
config["three"] = {"k": "v"}
out = io.StringIO()
config.write(out)
print(out.getvalue())
for text in ("a = 1", "[a]\n[a]", "[a\nb"):
    try:
        configparser.ConfigParser().read_string(text)
    except configparser.Error as error:
        print(type(error).__name__, error)
