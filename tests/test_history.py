"""The store of stops: bounded, shared, and walked as the forward commands would walk."""

from __future__ import annotations

from typing import List, Sequence, Tuple

import pytest

from stepper.history import History, back, forward
from stepper.history.track import Cell, Cells
from stepper.protocol import Reason, Snapshot
from tests import records

# A walk, one stop a row: frames innermost first, line and offset of the innermost, reason. Line 1 calls f
# (frame 2), whose two lines are 11 and 12; line 2 loops once to itself.
_WALK: Sequence[Tuple[Tuple[int, ...], int, int, str]] = (
    ((1,), 1, 0, "start"),  # 1
    ((1,), 1, 2, "step"),  # 2: the call
    ((2, 1), 11, 0, "step"),  # 3
    ((2, 1), 11, 2, "breakpoint"),  # 4
    ((2, 1), 12, 4, "step"),  # 5
    ((1,), 1, 4, "returned"),  # 6
    ((1,), 2, 6, "step"),  # 7
    ((1,), 2, 8, "step"),  # 8
    ((1,), 2, 6, "step"),  # 9: the line again
    ((1,), 3, 10, "step"),  # 10
)


def stop(number: int, frames: Sequence[int], line: int, offset: int, reason: str = "step") -> Snapshot:
    chain = [
        records.header(f"f{frame}", offset if not depth else 2, frame) for depth, frame in enumerate(frames)
    ]
    chain[0] = chain[0]._replace(line=line)
    made = records.snapshot(frames=chain, variables=[records.variable("n", number)])
    return made._replace(number=number, reasons=(Reason(reason, "why"),))


def walk() -> History:
    history = History()
    for number, (frames, line, offset, reason) in enumerate(_WALK, 1):
        history.record(stop(number, frames, line, offset, reason))
    return history


def path(history: History, how: str, at: int, frame: int = 0) -> List[int]:
    """The stops at which going back again and again comes by."""
    numbers = []
    while at > history.first:
        at = back(history, how, at, frame)
        numbers.append(at)
    return numbers


def path_on(history: History, how: str, at: int, frame: int = 0) -> List[int]:
    numbers = []
    while at < history.last:
        at = forward(history, how, at, frame)
        numbers.append(at)
    return numbers


def test_step_comes_by_every_stop() -> None:
    assert path(walk(), "step", 10) == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert path_on(walk(), "step", 1) == [2, 3, 4, 5, 6, 7, 8, 9, 10]


def test_next_passes_over_calls_and_goes_out() -> None:
    """In the caller the callee is passed over; from the callee one gets into the caller."""
    assert path(walk(), "next", 8) == [7, 6, 2, 1]
    assert path(walk(), "next", 5) == [4, 3, 2, 1]
    assert path_on(walk(), "next", 1) == [2, 6, 7, 8, 9, 10]
    assert path_on(walk(), "next", 4) == [5, 6, 7, 8, 9, 10]


def test_line_stops_where_lines_begin() -> None:
    """Back: at the start of the line, then at that before it; a jump back begins the line again."""
    assert path(walk(), "line", 10) == [9, 7, 1]
    assert path(walk(), "line", 8) == [7, 1]
    assert path(walk(), "line", 5) == [3, 1]
    assert path_on(walk(), "line", 1) == [7, 9, 10]
    assert path_on(walk(), "line", 3) == [5, 6, 7, 9, 10]  # on return at once, as forward


def test_finish_goes_to_the_caller() -> None:
    """Back: to the call; on: to what follows it. The outermost frame has no caller: as far as there is."""
    assert back(walk(), "finish", 5) == 2
    assert forward(walk(), "finish", 3) == 6
    assert back(walk(), "finish", 9) == 1
    assert forward(walk(), "finish", 7) == 10


def test_the_selected_frame_counts() -> None:
    assert back(walk(), "next", 4, frame=1) == 2
    assert forward(walk(), "next", 4, frame=1) == 6
    assert forward(walk(), "until", 4, frame=1, offset=8) == 8


def test_continue_stops_at_what_was_and_is_a_breakpoint() -> None:
    history = walk()
    assert back(history, "continue", 10) == 4
    assert back(history, "continue", 4) == 1
    assert forward(history, "continue", 4) == 10
    assert back(history, "continue", 10, places=frozenset({(1, 8)})) == 8


def test_until_comes_to_the_offset_of_the_same_frame() -> None:
    assert forward(walk(), "until", 1, offset=6) == 7
    assert forward(walk(), "until", 1, offset=0) == 10
    assert forward(walk(), "until", 3, offset=99) == 6  # the frame is left


def test_unknown_ways_are_refused() -> None:
    with pytest.raises(ValueError, match="sideways"):
        back(walk(), "sideways", 3)


def test_stops_come_back_as_they_were() -> None:
    history = walk()
    for number, (frames, line, offset, reason) in enumerate(_WALK, 1):
        assert history[number] == stop(number, frames, line, offset, reason)
    assert (history.first, history.last, len(history)) == (1, 10, 10)
    assert 0 not in history and 11 not in history
    with pytest.raises(KeyError):
        history[11]
    assert list(history.track().depths) == [len(frames) for frames, *_ in _WALK]


def test_what_has_not_changed_is_kept_once() -> None:
    """Two stops that differ in one variable have all others, and the frames, in common."""
    history = History()
    many = [records.variable(f"name{i}", f"value {i} of many") for i in range(500)]
    for number in range(1, 4):
        names = [*many, records.variable("n", number)]
        history.record(records.snapshot(variables=names, globals=list(many))._replace(number=number))
        if number == 1:
            once = history.size

    first, last = history[1].view, history[3].view
    assert first is not None and last is not None
    assert first.globals is last.globals
    assert first.variables[7] is last.variables[7]
    assert last.variables[-1] == records.variable("n", 3)
    assert history[1].frames is history[3].frames
    assert history.size < once * 1.2


def test_a_frame_chain_shares_its_outer_end() -> None:
    history = History()
    history.record(stop(1, (2, 1), 11, 4))
    history.record(stop(2, (3, 2, 1), 5, 0))

    assert history[2].frames[-1] is history[1].frames[-1]


def test_the_oldest_are_given_up_beyond_the_limit() -> None:
    history = History(stop_limit=4)
    for number in range(1, 11):
        history.record(stop(number, (1,), number, 0))

    assert (history.first, history.last, len(history)) == (7, 10, 4)
    assert history[7].number == 7 and 6 not in history
    assert back(history, "continue", 10) == 7


def test_the_size_is_bounded() -> None:
    history = History(size_limit=50_000)
    for number in range(1, 101):
        name = records.variable("text", str(number) * 2000)
        history.record(records.snapshot(variables=[name])._replace(number=number))

    assert history.size <= 50_000
    assert history.last == 100 and 5 < len(history) < 30
    assert history.size == sum(history._sizes)


def test_one_stop_is_kept_whatever_its_size() -> None:
    history = History(size_limit=10)
    history.record(stop(1, (1,), 1, 0))
    history.record(stop(2, (1,), 1, 2))

    assert (history.first, history.last) == (2, 2)


def test_a_stop_shown_again_with_another_frame() -> None:
    """It stays one stop; the frame that was looked at can be looked at again."""
    history = History()
    history.record(stop(1, (1,), 1, 2))
    inner = stop(2, (2, 1), 11, 0)
    history.record(inner)
    outer = records.snapshot(frames=inner.frames, selected=1, variables=[records.variable("x", 7)])
    history.record(outer._replace(number=2))
    history.record(stop(3, (2, 1), 11, 2))

    assert len(history) == 3
    assert history[2].selected == 0
    assert history.view(2, 1) == outer._replace(number=2)


def test_a_frame_that_was_not_looked_at_is_shown_as_last_seen() -> None:
    history = walk()
    seen = history.view(4, 1)

    assert seen is not None and seen.view is not None
    assert (seen.number, seen.selected) == (4, 1)
    assert seen.view.header == history[4].frames[1]
    assert seen.view.variables == (records.variable("n", 2),)
    assert seen.view.forecast is None
    assert history.view(4, 5) is None
    assert history.was_viewed(4, 0) and not history.was_viewed(4, 1)


def test_going_back_for_real_forgets_what_came_after() -> None:
    history = walk()
    history.record(stop(6, (1,), 1, 4))

    assert history.last == 6
    assert len(history.track().depths) == 6
    assert history.size == sum(history._sizes)


def test_clear() -> None:
    history = walk()
    history.clear()

    assert (history.first, history.last, history.size, len(history)) == (0, 0, 0, 0)
    assert 0 not in history


def cells_of(history: History, room: int) -> Tuple[int, List[Cell]]:
    return Cells().cut(history.track(), room)


def test_a_cell_a_stop_while_there_is_room() -> None:
    span, cells = cells_of(walk(), 20)

    assert span == 1
    assert cells == [Cell(n, len(row[0]), 4 if n == 4 else 0) for n, row in enumerate(_WALK, 1)]


def test_cells_double_when_there_is_no_room() -> None:
    """Each begins at a multiple of what it stands for, so that it stays where it is."""
    span, cells = cells_of(walk(), 6)

    assert span == 2
    assert [cell.start for cell in cells] == [1, 2, 4, 6, 8, 10]
    assert [cell.depth for cell in cells] == [1, 2, 2, 1, 1, 1]
    assert [cell.hit for cell in cells] == [0, 0, 4, 0, 0, 0]
    assert cells_of(walk(), 1) == (16, [Cell(1, 2, 4)])
    assert cells_of(History(), 10) == (1, [])


def test_cells_are_the_same_however_they_came_about() -> None:
    """Those that are full are remembered; a restart, a limit and another width forget them."""
    history = History(stop_limit=40)
    cutter = Cells()
    for number in range(1, 100):
        chain = tuple(range(number % 7 + 1, 0, -1))
        history.record(stop(number, chain, 1, number, "breakpoint" if number % 31 == 0 else "step"))
        room = 8 if number < 50 else 11
        assert cutter.cut(history.track(), room) == cells_of(history, room)
    history.clear()
    history.record(stop(1, (2, 1), 1, 0))
    assert cutter.cut(history.track(), 8) == cells_of(history, 8)
