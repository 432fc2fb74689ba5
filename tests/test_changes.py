"""What is marked as changed between two snapshots."""

from __future__ import annotations

from stepper.changes import Change, compare
from tests.records import NULL, block, header, slot, snapshot, value, variable


def test_nothing_before_means_no_changes() -> None:
    changes = compare(None, snapshot([slot(1)], variables=[variable("n", 1)]))
    assert (changes.stack, changes.variables, changes.blocks) == (frozenset(), {}, frozenset())


def test_equal_snapshots_have_no_changes() -> None:
    stop = snapshot([slot(1)], variables=[variable("n", 1)], blocks=[block("loop", 0, 8, 0)])
    assert compare(stop, stop) == compare(None, stop)


def test_a_pushed_entry_is_new() -> None:
    assert compare(snapshot([slot(1)]), snapshot([slot(1), slot(2)])).stack == {1}


def test_an_entry_replaced_in_its_place_is_other() -> None:
    assert compare(snapshot([slot(1), slot(2)]), snapshot([slot(3)])).stack == {0}


def test_a_popped_entry_is_not_a_change() -> None:
    assert compare(snapshot([slot(1), slot(2)]), snapshot([slot(1)])).stack == frozenset()


def test_the_role_of_an_entry_is_not_a_change() -> None:
    assert compare(snapshot([slot(1)]), snapshot([slot(1, "left")])).stack == frozenset()


def test_an_equal_but_other_object_is_a_change() -> None:
    before, now = slot(value("[]", "list", identity=1)), slot(value("[]", "list", identity=2))
    assert compare(snapshot([before]), snapshot([now])).stack == {0}


def test_null_in_place_of_a_value_is_a_change() -> None:
    assert compare(snapshot([slot(1)]), snapshot([NULL])).stack == {0}


def test_variables_new_changed_and_gone() -> None:
    before = snapshot(variables=[variable("a", 1), variable("b", 2), variable("c", 3)])
    now = snapshot(variables=[variable("a", 1), variable("b", 20), variable("d", 4)])
    assert compare(before, now).variables == {
        ("local", "b"): Change("changed", value(2)),
        ("local", "c"): Change("gone", value(3)),
        ("local", "d"): Change("new", None),
    }


def test_binding_and_unbinding_a_local() -> None:
    unbound, bound = snapshot(variables=[variable("n")]), snapshot(variables=[variable("n", 7)])
    assert compare(unbound, bound).variables == {("local", "n"): Change("new", None)}
    assert compare(bound, unbound).variables == {("local", "n"): Change("gone", value(7))}


def test_a_global_and_a_local_of_one_name_are_two_variables() -> None:
    before = snapshot(variables=[variable("n", 1)], globals=[variable("n", 1, "global")])
    now = snapshot(variables=[variable("n", 1)], globals=[variable("n", 2, "global")])
    assert set(compare(before, now).variables) == {("global", "n")}


def test_a_list_that_has_grown_has_changed() -> None:
    before = snapshot(variables=[variable("facts", value("[1]", "list", 5))])
    now = snapshot(variables=[variable("facts", value("[1, 1]", "list", 5))])
    assert compare(before, now).variables[("local", "facts")].kind == "changed"


def test_blocks_entered() -> None:
    loop, try_ = block("loop", 0, 30, 0), block("try", 4, 10, 20, 1)
    assert compare(snapshot(blocks=[loop]), snapshot(blocks=[loop, try_])).blocks == {1}
    assert compare(snapshot(blocks=[loop, try_]), snapshot(blocks=[loop])).blocks == frozenset()


def test_another_frame_has_not_changed() -> None:
    before = snapshot([slot(1)], frames=[header("fact", frame=1)])
    now = snapshot([slot(2)], frames=[header("fact", frame=2), header("fact", frame=1)])
    assert compare(before, now).stack == frozenset()


def test_the_end_of_the_program_has_no_changes() -> None:
    stop = snapshot([slot(1)])
    assert compare(stop, stop._replace(view=None)).stack == frozenset()
    assert compare(stop._replace(view=None), stop).stack == frozenset()
