# python: 3.9
text = "naïve café – ☃ 𝄞"
print(text, len(text), text.encode("utf-8")[:4], [c for c in text if ord(c) > 255])
ñ = 1
print(ñ + 1, {"schlüssel": "wert"}["schlüssel"])
