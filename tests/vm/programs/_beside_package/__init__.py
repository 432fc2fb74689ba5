from . import part

NAME = __name__ + "." + part.__name__
