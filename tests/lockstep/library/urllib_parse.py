# modules: urllib.parse
from urllib.parse import parse_qs, quote, unquote, urlencode, urljoin, urlsplit

print(urlsplit("https://user:pw@Example.org:80/a/b;c?d=e&f#g"), urlsplit("//[::1]:5/x").port)
print(
    urljoin("http://a/b/c/d?q", "../g;x=1/./y"),
    quote("a b/é?&"),
    unquote("%C3%A9%zz"),
    parse_qs("a=1&b=2&a=3&c"),
)
print(urlencode({"x": [1, 2], "y": "a b"}, doseq=True))
try:
    urlsplit("http://[::1").port
except ValueError as error:
    print(error)
