"""What is counted at the stops, and what is not."""

from __future__ import annotations

from typing import Sequence, Tuple

import pytest

from stepper.history import History
from stepper.history.tally import Tally
from stepper.protocol import Reason, Snapshot, Value
from tests.app import program
from tests.app.program import in_function


def stop(number: int, offset: int, reason: str = "step") -> Snapshot:
    return in_function(number, offset, (), reasons=(Reason(reason, ""),))


def tally(places: Sequence[Tuple[int, str]]) -> Tally:
    counted = Tally()
    for number, (offset, reason) in enumerate(places, 1):
        counted.record(stop(number, offset, reason))
    return counted


LOOP = [(38, "start"), (42, "step"), (44, "step"), (38, "step"), (42, "step"), (44, "step"), (38, "step")]


def test_counts() -> None:
    counted = tally(LOOP)

    assert counted.of(program.FUNCTION) == {38: 3, 42: 2, 44: 2}
    assert counted.of(program.MODULE) == {}
    assert (counted.total, counted.gaps) == (7, 0)
    first = counted.hottest(1)[0]
    assert (first.place, first.times) == ((program.FUNCTION, 38), 3)
    assert first.share == pytest.approx(3 / 7)


def test_pairs_are_of_opcodes() -> None:
    """The most frequent first, each with how sure its second opcode is when the first one runs."""
    pairs = tally([*LOOP, (106, "step")]).pairs(program.LISTINGS, 3)

    assert [pair[:3] for pair in pairs[:2]] == [("FOR_ITER", "STORE_FAST", 2), ("STORE_FAST", "NOP", 2)]
    assert pairs[0].chance == pytest.approx(2 / 3)  # once END_FOR followed
    assert pairs[1].chance == 1


def test_what_runs_between_stops_is_no_pair() -> None:
    """After "continue", "line" and the like nobody knows which opcode came before."""
    counted = tally([(38, "start"), (84, "breakpoint"), (88, "step"), (38, "line")])

    assert [pair[:2] for pair in counted.pairs(program.LISTINGS, 9)] == [("BINARY_OP", "CALL")]
    assert counted.gaps == 2


def test_other_threads_make_no_pair() -> None:
    counted = Tally()
    counted.record(stop(1, 38))
    counted.record(stop(2, 42)._replace(thread="other"))

    assert counted.pairs(program.LISTINGS, 9) == []


def test_an_exception_on_its_way_is_no_instruction() -> None:
    """The phases of unwinding are stops, and no instruction runs at them."""
    counted = Tally()
    counted.record(stop(1, 38))
    counted.record(stop(2, 38, "unwinding")._replace(exception=Value("ValueError()", "ValueError")))

    assert counted.of(program.FUNCTION) == {38: 1}


def test_the_history_counts_each_stop_once() -> None:
    """Another frame of the same stop is not another stop; a restart begins anew."""
    history = History()
    history.record(stop(1, 38))
    history.record(program.in_module(1, 1, stop(1, 38).frames))
    history.record(stop(2, 42))
    assert history.tally.total == 2
    history.clear()
    assert history.tally.total == 0


def test_a_place_nobody_knows() -> None:
    counted = tally([(38, "start"), (42, "step")])

    assert [pair[:2] for pair in counted.pairs({}, 9)] == [("?", "?")]
