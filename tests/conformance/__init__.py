"""CPython's own tests as guests of the machine, each compared with a native run of the same test.

``python -m tests.conformance`` runs modules of every supported interpreter's ``Lib/test``, once as ever and
once by ``pystep --run`` with the whole of ``Lib/test`` interpreted, and holds the outcome of every single
test against the other. What may differ stands in ``known/``, with its reason.
"""
