import sys

print(type(sys.settrace), type(sys._getframe), type(sys._getframe()))
