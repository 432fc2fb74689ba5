"""Tracing, profiling and monitoring of the guest by itself: sys.settrace, sys.setprofile, sys.monitoring.

None of it reaches the host's interpreter, which would trace the machine. The functions of ``sys`` are
replaced by look-alikes, and the machine emits the events as CPython does. A thread's events come from its
``tracer``; it has one only while somebody wants events, and the eval breaker is up then, so that the machine
looks up before each instruction. While nobody does, nothing of this package runs.
"""
