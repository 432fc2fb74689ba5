"""Run by path in the program's interpreter, which has nothing of ours installed: loads the debuggee and
becomes it.

Our package is loaded under a private name from the directory this file is in, so that the program may import
an installed ``stepper`` of its own. Nothing but the import is done here, since this module's namespace
becomes the program's ``__main__``: what Python put into it stays, what this file puts into it is taken out
again, and no function of this file may still be running then.
"""

if __name__ == "__main__":
    import os
    import sys

    before = frozenset(sys.modules)
    if not getattr(sys.flags, "safe_path", False):
        del sys.path[0]  # the directory of this file
    private = type(sys)("_pystep")
    private.__path__ = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
    sys.modules["_pystep"] = private

    from _pystep.guest.private import imports

    with imports():
        from _pystep.guest.debuggee import main
    main(before)
