"""Modules that deal with texts."""
import argparse
import ast
import cmd
import codecs
import configparser
import csv
import difflib
import email
import email.message
import email.policy
import encodings.idna
import getopt
import gettext
import html
import html.parser
import io
import json
import locale
import optparse
import pprint
import quopri
import re
import shlex
import string
import sys
import textwrap
import token
import tokenize
import unicodedata
import urllib.parse

TEXT = "It was the best of times, it was the worst of times; it was the age of wisdom & foolishness."

print(re.findall(r"(?i)\b(\w+) of (\w+)", TEXT), re.sub(r"(?P<w>was)", lambda m: m["w"].upper(), TEXT, count=2))
print(re.split(r"[,;]\s*", TEXT), re.compile(r"(a)(?:b|c)*?(?=d)", re.X).search("abcbd").span())
for pattern in ("(", "[z-a]", "(?P<a>.)(?P<a>.)", "*"):
    try:
        re.compile(pattern)
    except re.error as error:
        print(error)

data = {"list": [1, 2.5, None, True], "nested": {"é": "\u2028", "b": [[], {}]}, "text": 'quoted "text"\n'}
encoded = json.dumps(data, indent=2, sort_keys=True)
print(encoded, json.loads(encoded) == data, json.dumps(data, separators=(",", ":"), ensure_ascii=False))
for wrong in ('{"a" 1}', "[1, 2", "nul", '{"a": 1,}', '"\x01"'):
    try:
        json.loads(wrong)
    except json.JSONDecodeError as error:
        print(error)


class Encoder(json.JSONEncoder):
    def default(self, value):
        return sorted(value) if isinstance(value, set) else super().default(value)


print(json.dumps({"s": {3, 1, 2}}, cls=Encoder), json.JSONDecoder(object_hook=lambda d: tuple(d)).decode('{"x": {"y": 1}}'))

out = io.StringIO()
writer = csv.DictWriter(out, ["name", "value"], quoting=csv.QUOTE_NONNUMERIC)
writer.writeheader()
writer.writerows([{"name": 'a "b"', "value": 1}, {"name": "c,\nd", "value": 2.5}])
print(repr(out.getvalue()), list(csv.reader(io.StringIO(out.getvalue()))), csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter)

parser = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())
parser.read_string("[paths]\nhome = /h\ndocs = ${home}/docs\n[other]\nflag = yes\nnumber: 3\nlong =\n  one\n  two\n")
print({name: dict(section) for name, section in parser.items()}, parser.getboolean("other", "flag"), parser["other"].getint("number"))
try:
    parser.get("paths", "missing")
except configparser.Error as error:
    print(repr(error))

print(textwrap.fill(TEXT, 30, initial_indent="* ", subsequent_indent="  "), textwrap.dedent("  a\n    b\n"), textwrap.shorten(TEXT, 40))
print(list(difflib.unified_diff("a\nb\nc".split(), "a\nx\nc\nd".split(), lineterm="")), difflib.get_close_matches("appel", ["ape", "apple", "peach"]))
print("".join(difflib.ndiff(["one\n", "two\n"], ["ore\n", "tree\n"])), difflib.SequenceMatcher(None, "abcd", "bcde").ratio())
print(html.escape("<a href='x'>&</a>"), html.unescape("&lt;&eacute;&#x263a;&notit;"))


class Tags(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        print("start", tag, attributes)

    def handle_data(self, data):
        print("data", repr(data))


Tags(convert_charrefs=True).feed("<p class=x>one &amp; <b id='y'>two</b><br/></p><!-- c -->")

message = email.message_from_string("From: a@b.c\nSubject: =?utf-8?q?caf=C3=A9?=\nTo: x@y\n\nbody\n", policy=email.policy.default)
print(message["subject"], message.get_content(), message.keys())
message = email.message.EmailMessage()
message["Subject"] = "héllo"
message["To"] = "One <one@x.org>, two@x.org"
message.set_content("text é\n")
message.add_alternative("<b>html</b>", subtype="html")
message.set_boundary("BOUNDARY")
print(message.as_string(), [address.username for address in message["to"].addresses])

print(shlex.split("a 'b c' \"d\\\"e\" f#g", comments=True), shlex.quote("it's"), shlex.join(["a b", "c"]))
print(string.Template("$a ${b} $$").substitute(a=1, b=2), string.capwords("the end"), string.Formatter().format("{0:>5}|{x!r:^7}", 1, x="y"))
try:
    string.Template("$missing").substitute({})
except KeyError as error:
    print(repr(error))

tree = ast.parse("def f(x, *, y=2):\n    return [i ** y for i in range(x) if i]\n")
print(ast.dump(tree.body[0].args), ast.unparse(tree) if hasattr(ast, "unparse") else "", ast.literal_eval("{'a': (1, -2.5j)}"))


class Swap(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node)


namespace = {}
exec(compile(ast.fix_missing_locations(Swap().visit(tree)), "<tree>", "exec"), namespace)
print(namespace["f"](3))
print([(token.tok_name[one.exact_type], one.string) for one in tokenize.generate_tokens(io.StringIO("x = f'{y!r}' # c\n").readline)][:4])
print(tokenize.untokenize(tokenize.tokenize(io.BytesIO(b"a  =  (1,\n 2)\n").readline)))
pprint.pprint({"key %d" % n: list(range(n * 5)) for n in range(4)}, width=40)

parser = argparse.ArgumentParser(prog="prog", description="What it does.", epilog="The end.")
parser.add_argument("-v", "--verbose", action="count", default=0, help="say more")
parser.add_argument("--level", type=int, choices=[1, 2, 3], metavar="N")
parser.add_argument("files", nargs="*")
subparsers = parser.add_mutually_exclusive_group()
subparsers.add_argument("--on", action="store_true")
subparsers.add_argument("--off", action="store_false")
print(parser.parse_args(["-vv", "--level", "2", "a", "b"]), parser.format_usage())
sys.stderr = sys.stdout
for wrong in (["--level", "9"], ["--on", "--off"], ["--unknown"], ["--level", "x"]):
    try:
        parser.parse_args(wrong)
    except SystemExit as error:
        print(error.code)
sys.stderr = sys.__stderr__
old = optparse.OptionParser(prog="old", usage="%prog [options]")
old.add_option("-n", type="int", dest="number", default=1, help="a number [%default]")
print(old.parse_args(["-n", "3", "rest"]), old.format_help())
print(getopt.gnu_getopt(["-a", "x", "--long=1", "-b2"], "ab:", ["long="]))


class Shell(cmd.Cmd):
    prompt = "> "
    use_rawinput = False

    def do_add(self, line):
        """add NUMBERS"""
        print(sum(map(int, line.split())))

    def do_quit(self, line):
        return True


Shell(stdin=io.StringIO("add 1 2\nhelp add\nunknown\nquit\n"), stdout=sys.stdout).cmdloop("begin")
print(gettext.NullTranslations().ngettext("one", "many", 2), gettext.c2py("n != 1 ? n > 2 : 0")(3), locale.format_string("%.2f", 1234.5))
print(unicodedata.name("é"), unicodedata.normalize("NFD", "é") == "e\u0301", "straße".encode("idna"), quopri.encodestring("é=".encode()))
print(urllib.parse.urlsplit("http://u:p@h:1/p;x?q=1&q=2#f"), urllib.parse.parse_qs("a=1&b=%C3%A9&a=2"), urllib.parse.quote("a b/é"), urllib.parse.urljoin("http://a/b/c", "../d"))
print(codecs.encode("abc", "rot13"), codecs.lookup("latin-1").name, "é".encode("ascii", "xmlcharrefreplace"), b"\xff".decode("utf-8", "backslashreplace"))
codecs.register_error("mine", lambda error: ("?!", error.end))
print("aéb".encode("ascii", "mine"))
