"""Code run in a copy of the process: whatever it does, the program does not notice.

The copy is forked at a stop, evaluates one expression in a frame, writes what came of it into a pipe and is
gone. It has a deadline; it may loop, exit, crash, print or change things. There is no copy where there is no
fork, nor of a process with several threads, since a lock that another one holds would stay locked in it; the
fork itself is seen by the program's own ``os.register_at_fork`` functions and audit hooks.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # no stub; signal's functions need builtins
import _thread
import errno
import os
import select
import time
from typing import Any, Callable, Dict, NamedTuple, Optional, Tuple

from ..vm.frame import Frame
from .peek import type_name, visible

DEADLINE = 1.0  # seconds
MEMORY = 1 << 30  # bytes the copy may allocate
_LIMIT = 1 << 16  # bytes of an answer
_SHOWN = 200  # characters of an exception's text

_fork: Optional[Callable[[], int]] = getattr(os, "fork", None)
_pipe, _read, _write, _close, _exit = os.pipe, os.read, os.write, os.close, os._exit
_open, _dup2, _devnull = os.open, os.dup2, os.devnull
_getpid, _monotonic = os.getpid, time.monotonic
_kill: Any = getattr(os, "kill", None)
_waitpid: Any = getattr(os, "waitpid", None)
_waitid: Any = getattr(os, "waitid", None)
_ENDED = os.WEXITED | os.WNOHANG | os.WNOWAIT if _waitid is not None else 0
_ANY_CHILD = os.P_ALL if _waitid is not None else 0
_poll: Any = getattr(select, "poll", None)
_POLLIN = getattr(select, "POLLIN", 0)
_count_threads = _thread._count
_pending: Any = getattr(_signal, "sigpending", None)
_take_signal: Any = getattr(_signal, "sigtimedwait", None)
_SIGCHLD, _SIGKILL = getattr(_signal, "SIGCHLD", 0), getattr(_signal, "SIGKILL", 0)
_compile, _eval, _repr, _str = compile, eval, repr, str


class Answer(NamedTuple):
    """What came of it: a text, or why there is none."""

    text: str
    problem: str = ""
    is_late: bool = False


def why_not() -> str:
    """Why no copy can be made; "" when one can."""
    if None in (_fork, _waitid, _poll, _take_signal):
        return "this system can't copy a process"
    if _count_threads() > 0:
        return "the program has several threads, so it can't be copied"
    return ""


def in_a_copy(work: Callable[[], str], deadline: float = DEADLINE) -> Answer:
    """What *work* returns when it is called in a copy of the process."""
    problem = why_not()
    if problem:
        return Answer("", problem)
    assert _fork is not None
    had_ended = _SIGCHLD in _pending()
    try:
        reader, writer = _pipe()
        pid = _fork()
    except Exception as error:
        return Answer("", f"the process can't be copied: {error}")
    if pid == 0:
        _be_the_copy(writer, work)
    _close(writer)
    try:
        data, is_whole = _received(reader, _monotonic() + deadline)
    finally:
        _close(reader)
        _kill(pid, _SIGKILL)
        status = _reaped(pid)
        _forget_child_signal(had_ended)
    if not is_whole:
        return Answer("", f"it takes longer than {deadline:g} s", True)
    return _answer(data, status)


def evaluated(text: str, frame: Frame, show: Callable[[Any], str], deadline: float = DEADLINE) -> Answer:
    """What ``show`` makes of the value of an expression in a frame, told by a copy."""
    return in_a_copy(lambda: show(_eval(_code(text), *_names(frame))), deadline)


def _code(text: str) -> Any:
    return _compile(text, "<expression>", "eval", 0, True)


def _names(frame: Frame) -> Tuple[Dict[str, Any], ...]:
    """All names of a frame as globals, so that a comprehension sees them as well. For the copy alone."""
    names = dict(frame.globals)
    if frame.namespace is not None:
        names.update(frame.namespace)
    names.update(frame.variables())
    names["__builtins__"] = frame.builtins
    return (names,)


# ---- the copy ----


def _be_the_copy(writer: int, work: Callable[[], str]) -> None:
    """Never returns."""
    try:
        _mute()
        answer = b"=" + work().encode("utf-8", "replace")[:_LIMIT]
    except BaseException as error:
        answer = b"!" + said(error).encode("utf-8", "replace")
    try:
        while answer:
            answer = answer[_write(writer, answer) :]
    finally:
        _exit(0)


def _mute() -> None:
    nothing = _open(_devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        _dup2(nothing, descriptor)
    try:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        used = _address_space()
        if used and (hard == resource.RLIM_INFINITY or hard > used + MEMORY):
            resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, hard))
    except Exception:  # the deadline has to do
        pass


def _address_space() -> int:
    """Bytes in use; 0 when the system does not tell."""
    descriptor = _open("/proc/self/statm", os.O_RDONLY)
    try:
        return int(_read(descriptor, 100).split()[0]) * os.sysconf("SC_PAGE_SIZE")
    finally:
        _close(descriptor)


def said(error: BaseException) -> str:
    """An exception in one line, whatever it does when it is asked for its text."""
    name = type_name(type(error))
    try:
        text = visible(_str(error))
    except BaseException:
        text = ""
    return f"{name}: {text[:_SHOWN]}" if text else name


# ---- the process itself ----


def _received(reader: int, until: float) -> Tuple[bytes, bool]:
    """What the copy has written, and whether that was all in time."""
    poll = _poll()
    poll.register(reader, _POLLIN)
    data = b""
    while len(data) <= _LIMIT:
        left = until - _monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            return data, False
        chunk = _read(reader, 1 << 16)
        if not chunk:
            return data, True
        data += chunk
    return data, True


def _reaped(pid: int) -> int:
    try:
        return int(_waitpid(pid, 0)[1])
    except OSError as error:
        if error.errno != errno.ECHILD:  # the program ignores SIGCHLD: nobody has to wait
            raise
        return 0


def _forget_child_signal(had_ended: bool) -> None:
    """The program is not told that the copy has ended; that a child of its own has, it is."""
    if had_ended or _SIGCHLD not in _pending():
        return
    _take_signal([_SIGCHLD], 0)
    try:
        own = _waitid(_ANY_CHILD, 0, _ENDED)
    except OSError:
        own = None
    if own is not None:
        _kill(_getpid(), _SIGCHLD)


def _answer(data: bytes, status: int) -> Answer:
    text = data[1:].decode("utf-8", "replace")
    if data[:1] == b"=":
        return Answer(text)
    if data[:1] == b"!":
        return Answer("", text)
    number = status & 0x7F
    return Answer("", f"it was ended by signal {number}" if number and number != _SIGKILL else "it exits")
