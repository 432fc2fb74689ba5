"""JSON in pure Python: what is encoded and decoded again must be what it was."""

ESCAPES = {'"': '"', "\\": "\\", "n": "\n", "t": "\t", "r": "\r"}
REVERSED = {value: key for key, value in ESCAPES.items()}
CONSTANTS = {"t": ("true", True), "f": ("false", False), "n": ("null", None)}


def encode(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return encode_text(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        pairs = [f"{encode_text(key)}: {encode(item)}" for key, item in value.items()]
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join([encode(item) for item in value]) + "]"
    raise TypeError(f"no JSON for {type(value).__name__}")


def encode_text(text):
    parts = ['"']
    for character in text:
        if character in REVERSED:
            parts.append("\\" + REVERSED[character])
        elif character < " ":
            parts.append(f"\\u{ord(character):04x}")
        else:
            parts.append(character)
    parts.append('"')
    return "".join(parts)


class Decoder:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        text, at = self.text, self.at
        while at < len(text) and text[at] in " \t\r\n":
            at += 1
        self.at = at
        return text[at]

    def expect(self, character):
        if self.skip() != character:
            raise ValueError(f"expected {character!r} at {self.at}, found {self.text[self.at]!r}")
        self.at += 1

    def value(self):
        first = self.skip()
        if first == "{":
            return self.object()
        if first == "[":
            return self.array()
        if first == '"':
            return self.string()
        if first in CONSTANTS:
            word, constant = CONSTANTS[first]
            if not self.text.startswith(word, self.at):
                raise ValueError(f"expected {word} at {self.at}")
            self.at += len(word)
            return constant
        return self.number()

    def object(self):
        found = {}
        self.expect("{")
        if self.skip() == "}":
            self.at += 1
            return found
        while True:
            self.skip()
            key = self.string()
            self.expect(":")
            found[key] = self.value()
            if self.skip() == "}":
                self.at += 1
                return found
            self.expect(",")

    def array(self):
        found = []
        self.expect("[")
        if self.skip() == "]":
            self.at += 1
            return found
        while True:
            found.append(self.value())
            if self.skip() == "]":
                self.at += 1
                return found
            self.expect(",")

    def string(self):
        self.expect('"')
        parts = []
        while True:
            character = self.text[self.at]
            self.at += 1
            if character == '"':
                return "".join(parts)
            if character == "\\":
                character = self.text[self.at]
                self.at += 1
                if character == "u":
                    character = chr(int(self.text[self.at : self.at + 4], 16))
                    self.at += 4
                else:
                    character = ESCAPES[character]
            parts.append(character)

    def number(self):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "+-0123456789.eE":
            self.at += 1
        digits = self.text[start : self.at]
        try:
            return int(digits)
        except ValueError:
            return float(digits)


def work(count):
    records = [
        {
            "id": number,
            "name": f"record {number}\n",
            "price": number * 0.25,
            "tags": ["red", "green", "blue"][: number % 4],
            "parent": None if number % 3 else {"id": number // 3, "is root": number == 0},
        }
        for number in range(count)
    ]
    text = encode(records)
    assert Decoder(text).value() == records


work(120)
