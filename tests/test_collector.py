"""When cyclic garbage is looked for: between two keys, and never twice among what stays."""

from __future__ import annotations

import gc
import weakref
from typing import Iterator, List

import pytest

from stepper.collector import LEFT_ALONE, LONGEST, RESTED, Collector


class Node:
    """Refers to itself: nothing but the collector frees it."""

    def __init__(self) -> None:
        self.me = self


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def collector(clock: Clock) -> Iterator[Collector]:
    """One that has begun, with Python's own collections off, so that none but its own can be seen."""
    begun = Collector(clock)
    enabled = gc.isenabled()
    gc.disable()
    begun.begin()
    yield begun
    begun.close()
    if enabled:
        gc.enable()


def garbage() -> weakref.ref[Node]:
    return weakref.ref(Node())


def test_nothing_is_collected_under_a_held_key(collector: Collector, clock: Clock) -> None:
    clock.seconds += 1
    collector.used()
    left = garbage()
    clock.seconds += LEFT_ALONE / 2
    collector.tidy()
    assert left() is not None


def test_garbage_is_collected_when_the_keyboard_is_left_alone(collector: Collector, clock: Clock) -> None:
    collector.used()
    left = garbage()
    clock.seconds += 2 * LEFT_ALONE
    collector.tidy()
    assert left() is None


def test_a_key_held_down_for_long_does_not_put_it_off_for_ever(collector: Collector, clock: Clock) -> None:
    left = garbage()
    clock.seconds += LONGEST
    collector.used()
    collector.tidy()
    assert left() is None


def test_what_has_outlived_a_collection_is_not_gone_through_again(collector: Collector, clock: Clock) -> None:
    kept: List[Node] = [Node() for _ in range(1000)]
    clock.seconds += 2 * LEFT_ALONE
    collector.tidy()
    assert not any(isinstance(each, Node) for each in gc.get_objects())
    assert len(kept) == 1000


def test_what_was_set_aside_is_collected_after_a_rest(collector: Collector, clock: Clock) -> None:
    node = Node()
    left = weakref.ref(node)
    collector.used()
    clock.seconds += 2 * LEFT_ALONE
    collector.tidy()
    del node
    clock.seconds += 2 * LEFT_ALONE
    collector.tidy()
    assert left() is not None
    clock.seconds += RESTED
    collector.tidy()
    assert left() is None


def test_python_collects_by_itself_again_after_the_end(clock: Clock) -> None:
    before, set_aside = gc.get_threshold(), gc.get_freeze_count()
    collector = Collector(clock)
    collector.begin()
    assert gc.get_freeze_count() > set_aside
    collector.close()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() <= set_aside
