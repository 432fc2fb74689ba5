# modules: textwrap
import textwrap

text = "  The quick brown fox-jumps over   the lazy dog, whose name is antidisestablishmentarianism.\n\tNext."
for width in (10, 25):
    print(textwrap.fill(text, width, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(text, 30), textwrap.dedent("  a\n    b\n  c\n"), textwrap.indent("a\n\nb\n", "> "))
print(textwrap.wrap(text, 20, break_long_words=False, max_lines=3, placeholder=" ..."))
