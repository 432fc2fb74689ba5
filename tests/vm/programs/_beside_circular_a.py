import _beside_circular_b


def value():
    return "a sees " + _beside_circular_b.NAME


NAME = "a"
