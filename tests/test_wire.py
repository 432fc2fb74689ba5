"""The wire: every record arrives as it was sent, and nothing that arrives can break it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from typing import Any, Dict, Iterator, List, Tuple, Union, get_type_hints

import pytest

from stepper import protocol, questions, wire
from stepper.wire import MAGIC, Wire, WireClosed, WireError, encode, from_json, to_json

RECORDS = list(
    dict.fromkeys(
        item
        for module in (protocol, questions)
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, tuple)
    )
)
TEXTS = ["", "a", 'quote " and \\', "line\nend\x00\x1b", "ünïcode 🐍", "\udc80 lone surrogate"]


def sample(hint: Any, turn: int) -> Any:
    """A value of the annotation *hint*; another one for each *turn*, empty and missing ones among them."""
    if hint is str:
        return TEXTS[turn % len(TEXTS)]
    if hint is int:
        return [0, -1, 1 << 62, 7][turn % 4]
    if hint is bool:
        return turn % 2 == 0
    if hasattr(hint, "_fields"):
        hints = get_type_hints(hint)
        return hint(*[sample(hints[name], turn + index) for index, name in enumerate(hint._fields)])
    args = hint.__args__
    if hint.__origin__ is Union:
        return None if turn % 3 == 0 else sample(args[0], turn)
    if args[-1] is Ellipsis:
        return tuple(sample(args[0], turn + index) for index in range(turn % 4))
    return tuple(sample(item, turn) for item in args)


@pytest.fixture
def ends() -> Iterator[Tuple[Wire, Wire]]:
    left, right = (Wire(end) for end in socket.socketpair())
    yield left, right
    left.close()
    right.close()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_round_trip(record: Any) -> None:
    """Every record comes back equal, with its own type and the types of what it holds."""
    for turn in range(12):
        message = sample(record, turn)

        back = from_json(to_json(message))

        assert back == message
        assert type(back) is record
        assert repr(back) == repr(message)  # tuples of another type are equal, their reprs are not


def test_a_frame_is_json_that_names_its_record() -> None:
    """What travels can be read by people and by other programs."""
    frame = encode(protocol.Refused("no"))

    assert frame[: len(MAGIC)] == MAGIC
    assert json.loads(frame[wire.HEADER :]) == ["Refused", "no"]


def test_both_directions(ends: Tuple[Wire, Wire]) -> None:
    """Each end sends and receives."""
    left, right = ends

    left.send(protocol.Pause())
    right.send(protocol.Ready(1, "3.13.0", 42))

    assert right.receive() == protocol.Pause()
    assert left.receive() == protocol.Ready(1, "3.13.0", 42)


def test_partial_frames() -> None:
    """A frame that comes byte by byte is delivered once, when it is whole."""
    plain, other = socket.socketpair()
    receiver = Wire(other)

    for byte in encode(protocol.Refused("x" * 10)):
        assert not receiver.poll(0)
        plain.sendall(bytes([byte]))
    assert receiver.poll(1)
    assert receiver.receive() == protocol.Refused("x" * 10)
    assert not receiver.poll(0)

    plain.close()
    receiver.close()


def test_several_messages_in_one_read(ends: Tuple[Wire, Wire]) -> None:
    """Messages that arrive together are taken one by one, in order, without waiting."""
    left, right = ends
    for index in range(5):
        left.send(protocol.SelectFrame(index))

    right.fill()

    assert [right.take() for _ in range(6)] == [protocol.SelectFrame(i) for i in range(5)] + [None]


@pytest.mark.parametrize(
    "garbage",
    [
        b"hello\n",
        b"\x00" * 1000,
        MAGIC[:2],
        MAGIC + b"\xff\xff\xff\xff",
        MAGIC + b"\x00\x00\x00\x02[]",
        MAGIC + b"\x00\x00\x00\x02{}",
        MAGIC + b"\x00\x00\x00\x03\xff\xff\xff",
        MAGIC + b'\x00\x00\x00\x08["Nope"]',
        MAGIC + b'\x00\x00\x00\x0b["Refused"]',
        MAGIC + b'\x00\x00\x00\x12["Listed", [1, 2]]',
        MAGIC + b"\x00\x00\xc3\x50" + b"[" * 50000,
    ],
    ids=repr,
)
def test_garbage_is_reported_and_skipped(garbage: bytes) -> None:
    """Bytes that are no message raise WireError; the message after them arrives."""
    plain, other = socket.socketpair()
    receiver = Wire(other)
    plain.sendall(garbage + encode(protocol.Quit()))

    errors = 0
    while True:
        try:
            message = receiver.receive()
            break
        except WireClosed:
            raise
        except WireError:
            errors += 1
    assert message == protocol.Quit()
    assert errors >= 1

    plain.close()
    receiver.close()


def test_the_beginning_of_a_magic_after_garbage_is_kept() -> None:
    """Garbage and the next frame may be cut anywhere."""
    plain, other = socket.socketpair()
    receiver = Wire(other)
    frame = encode(protocol.Quit())
    for cut in range(1, len(frame)):
        plain.sendall(b"junk" + frame[:cut])
        with pytest.raises(WireError):
            receiver.receive()
        plain.sendall(frame[cut:])
        assert receiver.receive() == protocol.Quit()

    plain.close()
    receiver.close()


def test_end_of_connection(ends: Tuple[Wire, Wire]) -> None:
    """The other side's end is told from garbage, by receive, poll and send."""
    left, right = ends
    left.close()

    with pytest.raises(WireClosed):
        right.receive()
    with pytest.raises(WireClosed):
        right.poll(0)
    with pytest.raises(WireClosed):
        right.send(protocol.Quit())


def test_too_long_a_message_is_refused_by_the_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds on the sending side, where the cause is."""
    monkeypatch.setattr(wire, "LIMIT", 100)

    with pytest.raises(WireError, match="too long"):
        encode(protocol.Refused("x" * 100))


def test_many_senders(ends: Tuple[Wire, Wire]) -> None:
    """Frames sent by several threads at once do not mix."""
    left, right = ends
    text = "x" * 20_000

    def send_all(number: int) -> None:
        for _ in range(50):
            left.send(protocol.AddBreakpoint(protocol.Breakpoint(text, "", "", number, 0, 0)))

    threads = [threading.Thread(target=send_all, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    seen: Dict[int, int] = {}
    for _ in range(200):
        message = right.receive()
        assert isinstance(message, protocol.AddBreakpoint) and message.point.where == text
        seen[message.point.first_line] = seen.get(message.point.first_line, 0) + 1
    for thread in threads:
        thread.join()

    assert seen == {0: 50, 1: 50, 2: 50, 3: 50}


HOSTILE = """
import builtins, json, json.decoder, json.encoder, select, socket, struct, os, sys, typing
from stepper import protocol
from stepper.wire import Wire
left, right = map(Wire, socket.socketpair())
write, exit = os.write, os._exit
for module in json, json.encoder, json.decoder, select, socket, struct, os, typing:
    for name in list(vars(module)):
        if not name.startswith("__"):
            setattr(module, name, None)
stop = protocol.Snapshot(1, (protocol.Reason("step", "é"),), "", 1, (), 0, None, None, None)
left.send(protocol.Stopped(stop))
assert right.poll(1)
message = right.receive()
write(1, repr(message.snapshot.reasons[0]).encode())
exit(0)
"""


def test_a_program_that_patches_modules_does_not_cut_the_wire() -> None:
    """The wire holds its own references to all it calls."""
    done = subprocess.run([sys.executable, "-c", HOSTILE], capture_output=True, text=True, timeout=30)

    assert (done.stdout, done.stderr) == ("Reason(kind='step', text='é')", "")


def test_every_record_of_the_protocol_is_known() -> None:
    """The decoder is derived from the protocol: nothing is listed twice."""
    names: List[str] = [record.__name__ for record in RECORDS]

    assert sorted(wire._READERS) == sorted(names)
    assert "Snapshot" in names and "Quit" in names
