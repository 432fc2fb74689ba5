# modules: tokenize token
# python: 3.9
import io
import tokenize

source = "def f(x):\n    if x: # why\n        return f'{x}' + 'a' \\\n            * 2\n\n@d\nclass A: y: int = 0x1f\n"
tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
print([(one.type, one.string, one.start) for one in tokens])
print(
    tokenize.untokenize(tokens) == source,
    tokenize.detect_encoding(io.BytesIO(b"# coding: latin-1\n").readline),
)
