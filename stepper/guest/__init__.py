"""The debuggee: runs the program in a process of its own, in the program's interpreter. Standard library
only.
"""
