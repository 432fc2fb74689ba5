for text in ("f(", "x = = 1", "def f(:", "return 1", "'unclosed", "if x\n  y", "  indented", "a b", "f(x for x in y, 1)", "1 = x",
             "break", "yield 1", "nonlocal x", "def f():\n global x\n x: int", "await x", "{**}", "lambda: (yield)", "print 1"):
    try:
        compile(text, "<text>", "exec")
        print("fine", text)
    except SyntaxError as error:
        print(type(error).__name__, error.msg, error.lineno, error.offset, error.text)
