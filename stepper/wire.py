"""How protocol records travel: framed JSON over one socket, the only place that encodes and decodes.

A frame is ``MAGIC``, the length of the body (4 bytes, big endian) and the body: ``["RecordName", field,
...]`` in ASCII. It is written by one call, since a header of its own costs tens of milliseconds on TCP. The
magic makes garbage recoverable: a program that writes into every descriptor it finds spoils a frame, not the
session.

In the debuggee this module shares its interpreter with the program. All it calls is bound at import or at
construction, so that a program that patches ``json``, ``socket`` or ``builtins`` does not cut the wire.
"""

from __future__ import annotations

import json
import json.encoder
import select
import socket
from _thread import RLock
from contextlib import suppress
from typing import Any, Callable, Dict, Optional, Sequence, Tuple, Type, Union, get_type_hints

from . import protocol, questions

MAGIC = b"\xabpy\x1d"  # not ASCII, no valid UTF-8: neither a JSON body nor the program's text holds it
HEADER = len(MAGIC) + 4
LIMIT = 1 << 26  # bytes of one body; a listing of 100,000 instructions has about 20 million

Message = Tuple[Any, ...]  # one of the NamedTuples of stepper.protocol
Converter = Optional[Callable[[Any], Any]]  # None: the JSON value is the field


class WireError(Exception):
    """What arrived was no message. The next one can still be received."""


class WireClosed(WireError):
    """The other side has gone, or this side was closed."""


# ---- encoding ----


def _encoder() -> Callable[[Message], str]:
    """JSON without the json module's own globals: its C encoder knows all it needs from construction."""
    make: Any = vars(json.encoder)["c_make_encoder"]
    if make is None:  # an interpreter without the _json accelerator
        return json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
    quote = json.encoder.encode_basestring_ascii
    chunks = make(None, None, quote, None, ":", ",", False, False, False)
    join = "".join
    return lambda message: join(chunks(message, 0))


_dumps = _encoder()
_scan: Callable[[str, int], Tuple[Any, int]] = vars(json.JSONDecoder())["scan_once"]


def to_json(message: Message) -> str:
    """The body of *message*'s frame, in ASCII."""
    return _dumps((type(message).__name__, *message))


def encode(message: Message) -> bytes:
    """The frame of *message*."""
    body = to_json(message).encode("ascii")
    if len(body) > LIMIT:
        raise WireError(f"a message of {len(body)} bytes is too long")
    return MAGIC + len(body).to_bytes(4, "big") + body


# ---- decoding ----


def _records() -> Dict[str, Type[Any]]:
    """The record types of the protocol by name."""
    found = [*vars(protocol).values(), *vars(questions).values()]
    return {item.__name__: item for item in found if isinstance(item, type) and issubclass(item, tuple)}


def _converter(hint: Any, readers: Dict[Type[Any], Callable[[Any], Any]]) -> Converter:
    """How a JSON value becomes a field annotated with *hint*."""
    if hint in readers:
        return readers[hint]
    origin: Any = getattr(hint, "__origin__", None)
    args: Sequence[Any] = getattr(hint, "__args__", ())
    if origin is Union:  # Optional[X]: the protocol has no other
        inner = _converter(args[0], readers)
        return inner and _optional(inner)
    if origin is not tuple:
        return None
    if args[-1] is Ellipsis:
        return _array(_converter(args[0], readers))
    return _fixed(len(args))


def _optional(inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else inner(value)


def _array(inner: Converter) -> Callable[[Any], Any]:
    if inner is None:
        return _listed
    convert = inner
    return lambda value: tuple([convert(item) for item in _listed(value)])


def _fixed(length: int) -> Callable[[Any], Any]:
    """A tuple of *length* plain values: the only kind of fixed tuple the protocol has."""

    def convert(value: Any) -> Any:
        if len(_listed(value)) != length:
            raise ValueError("an array has another length than declared")
        return tuple(value)

    return convert


def _listed(value: Any) -> Tuple[Any, ...]:
    if type(value) is not list:
        raise ValueError("an array was expected")
    return tuple(value)


def _reader(record: Type[Any], readers: Dict[Type[Any], Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """A function that builds *record* from the list of its fields."""
    hints = get_type_hints(record)
    converters = [_converter(hints[name], readers) for name in record._fields]
    todo = [(index, convert) for index, convert in enumerate(converters) if convert is not None]
    count, new = len(converters), tuple.__new__

    def read(value: Any) -> Any:
        if type(value) is not list or len(value) != count:
            raise ValueError(f"{record.__name__} has {count} fields")
        for index, convert in todo:
            value[index] = convert(value[index])
        return new(record, value)

    return read


def _readers() -> Dict[str, Callable[[Any], Any]]:
    """A reader for every record. A record is defined after the ones it holds, so one pass is enough."""
    readers: Dict[Type[Any], Callable[[Any], Any]] = {}
    records = _records()
    for record in records.values():
        readers[record] = _reader(record, readers)
    return {name: readers[record] for name, record in records.items()}


_READERS = _readers()


def from_json(body: str) -> Message:
    """The message in *body*; raises :class:`WireError` when it is none."""
    try:
        value, _ = _scan(body, 0)
        name = value.pop(0)
        message: Message = _READERS[name](value)
        return message
    except (ValueError, LookupError, TypeError, AttributeError, StopIteration, RecursionError) as error:
        raise WireError(f"a body of {len(body)} characters holds no message: {error}") from None


# ---- the wire ----


class _Frames:
    """Bytes as they arrive, cut into the bodies of frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> None:
        self._buffer += data

    def next(self) -> Optional[bytes]:
        """The next body, or None while it is not whole; what is no frame is dropped with a WireError."""
        buffer = self._buffer
        if not MAGIC.startswith(buffer[: len(MAGIC)]):
            raise self._skip_garbage()
        if len(buffer) < HEADER:
            return None
        end = HEADER + int.from_bytes(buffer[len(MAGIC) : HEADER], "big")
        if end > HEADER + LIMIT:
            raise self._skip_garbage()
        if len(buffer) < end:
            return None
        body = bytes(buffer[HEADER:end])
        del buffer[:end]
        return body

    def _skip_garbage(self) -> WireError:
        """Drop everything before the next magic, of which only the beginning may have arrived."""
        buffer = self._buffer
        start = buffer.find(MAGIC, 1)
        if start < 0:
            begun = [
                size for size in range(1, len(MAGIC)) if buffer.endswith(MAGIC[:size]) and size < len(buffer)
            ]
            start = len(buffer) - max(begun, default=0)
        del buffer[:start]
        return WireError(f"{start} bytes on the connection were no message")


class Wire:
    """One end of the connection. Any thread may send; one thread receives.

    The lock is reentrant: a signal handler that reports something while a message is being sent must not wait
    for itself.
    """

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(True)
        if connection.family == socket.AF_INET:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sendall, self._recv = connection.sendall, connection.recv
        self._close, self._shutdown, self._both = connection.close, connection.shutdown, socket.SHUT_RDWR
        self._lock = RLock()
        self._frames = _Frames()
        self._next: Union[bytes, WireError, None] = None
        self.fileno = connection.fileno
        self._waiter = _readiness(connection.fileno())

    def send(self, message: Message) -> None:
        """Send one message; blocks while the other side does not read."""
        frame = encode(message)
        try:
            with self._lock:
                self._sendall(frame)
        except OSError as error:
            raise WireClosed(f"the connection is closed ({error})") from None

    def receive(self) -> Message:
        """The next message, waiting for it. Garbage raises :class:`WireError` and is skipped."""
        message = self.take()
        while message is None:
            self.fill()
            message = self.take()
        return message

    def poll(self, timeout: float = 0.0) -> bool:
        """Whether a whole message, or garbage, is here, waiting *timeout* seconds at most for some to arrive.

        Raises :class:`WireClosed` when the other side has gone.
        """
        if self._arrived():
            return True
        if self._waiter(timeout):
            self.fill()
        return self._arrived()

    def readable(self) -> bool:
        """Whether :meth:`fill` would not have to wait."""
        return self._waiter(0.0)

    def fill(self) -> None:
        """Read once, what there is, for :meth:`take`; waits when there is nothing."""
        try:
            data = self._recv(1 << 16)
        except OSError as error:
            raise WireClosed(f"the connection is closed ({error})") from None
        if not data:
            raise WireClosed("the other side has closed the connection")
        self._frames.feed(data)

    def take(self) -> Optional[Message]:
        """The next message if it has been read whole; never waits. Raises as :meth:`receive` does."""
        if not self._arrived():
            return None
        found, self._next = self._next, None
        if isinstance(found, WireError):
            raise found
        assert found is not None
        return from_json(found.decode("ascii", "replace"))

    def close(self) -> None:
        """Close the connection: the other side sees its end, whoever else holds the descriptor."""
        with suppress(OSError):  # the other side may have gone already
            self._shutdown(self._both)
        self._close()

    def abandon(self) -> None:
        """Close the descriptor of this process only: for a forked child, whose parent goes on with the
        connection.
        """
        self._close()

    def _arrived(self) -> bool:
        if self._next is None:
            try:
                self._next = self._frames.next()
            except WireError as error:
                self._next = error
        return self._next is not None


def _readiness(descriptor: int) -> Callable[[float], bool]:
    """A function that waits until *descriptor* can be read; poll() has no limit on descriptor numbers."""
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        wait = poll.poll
        return lambda timeout: bool(wait(timeout * 1000))
    plain = select.select
    return lambda timeout: bool(plain([descriptor], [], [], timeout)[0])
