def größe(wert):
    return "ä" * wert + wert / "日本語"


größe(2)
