# modules: difflib
import difflib

one, two = "private Thread currentThread;".split(), "private volatile Thread other;".split()
print(
    difflib.SequenceMatcher(None, one, two).get_opcodes(),
    difflib.get_close_matches("appel", ["ape", "apple", "peach"]),
)
print("".join(difflib.ndiff(["one\n", "two\n", "three\n"], ["ore\n", "tree\n", "emu\n"])))
print("\n".join(difflib.unified_diff("a b c d e".split(), "a x c e".split(), "from", "to", lineterm="", n=1)))
