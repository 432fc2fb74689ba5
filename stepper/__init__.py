"""pystep: run a Python program one bytecode instruction at a time and see what CPython does."""

__version__ = "0.1.0"
