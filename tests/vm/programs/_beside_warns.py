import warnings

warnings.warn("this module is old", DeprecationWarning, stacklevel=2)
