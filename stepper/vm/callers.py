"""Who called whom, as the program would find it: the guest's frames, and those of native code between.

CPython's stack holds the machine's own frames in between.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any, Iterator, Optional, Tuple, Union

from .frame import Frame
from .generators import run_below
from .machine import Machine
from .tracebacks import STAND_IN, is_own

_MACHINE: Any = vars(sys.modules[Machine.__module__])  # the globals of its module
_GENERATORS: Any = run_below.__globals__
_MAIN = "runpy"  # what natively runs a main program that was given by -m

Caller = Tuple[Union[Frame, FrameType], Optional[Frame]]  # and the guest frame below it, if it is native


def callers(host: Optional[FrameType], guest: Optional[Frame]) -> Iterator[Caller]:
    """The program's frames from a host's frame on; ``guest`` is the innermost of the guest's among them."""
    in_program = True
    while host is not None:
        if not _is_hidden(host):
            if in_program or host.f_globals.get("__name__") == _MAIN:
                yield host, guest
        elif host.f_globals is _MACHINE and host.f_code.co_name == "run_nested":
            while guest is not None:
                frame, guest = guest, guest.back
                yield frame, None
                if frame.is_entry:
                    break
        elif host.f_globals is _GENERATORS and host.f_code.co_name == "run_below":
            for _ in host.f_locals[
                "callers"
            ]:  # generators that throw() has gone through, without running them
                assert guest is not None
                frame, guest = guest, guest.back
                yield frame, None
        elif host.f_code.co_name == "run_main":
            in_program = False
        host = host.f_back


def _is_hidden(host: FrameType) -> bool:
    constants = host.f_code.co_consts
    return is_own(host) or bool(constants and constants[-1] is STAND_IN)
