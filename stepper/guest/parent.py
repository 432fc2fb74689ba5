"""The debuggee's ties to the process that started it: the wire, the terminal, and an end together."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from typing import Any

from ..wire import Wire

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_SIGKILL = 9


def inherited_wire(descriptor: str) -> Wire:
    """The wire on a descriptor the parent has passed on."""
    connection = socket.socket(fileno=int(descriptor))
    connection.set_inheritable(False)
    return Wire(connection)


def connected_wire(port: str) -> Wire:
    """The wire where descriptors can't be passed on: a connection, begun with the token that proves who we
    are.
    """
    token = os.environ.pop("PYSTEP_TOKEN")
    connection = socket.create_connection(("127.0.0.1", int(port)))
    connection.sendall(token.encode("ascii"))
    return Wire(connection)


def take_terminal() -> None:
    """Make standard input the controlling terminal of this session, so that Ctrl+C and hang-up reach it."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl
        import termios

        if os.isatty(0):
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            return
    # Without a terminal Python would keep back what the program prints until it is much.
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent dies, in whatever it is then; Linux only.

    Elsewhere the terminal's hang-up does it, unless the program ignores that signal. ``_ctypes`` is used
    without ``ctypes``, which would be one more module the program finds loaded.
    """
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import _ctypes

        foreign: Any = _ctypes
        prctl = foreign.dlsym(foreign.dlopen(None, 0), "prctl")
        foreign.call_function(prctl, (_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0))
    if os.getppid() != parent:  # it has died in the meantime
        os._exit(1)
