exec("""
def made():
    return 1 / 0

made()
""")
