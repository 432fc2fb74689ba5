import _beside_circular_a


def value():
    return "b sees " + _beside_circular_a.NAME


NAME = "b"
