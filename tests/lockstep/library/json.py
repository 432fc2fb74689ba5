# modules: json json.decoder json.encoder json.scanner
# without: _json
import json

value = {"a": [1, 2.5, -3e10, True, None], "b": {"c": 'é\n"', "d": []}, "e": "\u2028"}
text = json.dumps(value)
print(text, json.loads(text) == value)
print(json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False))
print(
    json.dumps({1: 2, None: (3,)}, separators=(",", ":"), default=str),
    json.dumps([object], default=lambda x: x.__name__),
)
for wrong in ('{"a" 1}', "[1,]", '"\\x"', "", "nul", "[1] 2"):
    try:
        json.loads(wrong)
    except json.JSONDecodeError as error:
        print(error)
circle = []
circle.append(circle)
try:
    json.dumps(circle)
except ValueError as error:
    print(error)
