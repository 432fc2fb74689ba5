# modules: base64
import base64

data = bytes(range(0, 250, 7))
for encode, decode in (
    (base64.b64encode, base64.b64decode),
    (base64.b32encode, base64.b32decode),
    (base64.b16encode, base64.b16decode),
):
    text = encode(data)
    print(text, decode(text) == data)
try:
    base64.b32decode(b"1")
except ValueError as error:
    print(error)
