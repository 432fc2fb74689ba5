"""Jump arrows, compared with small pictures."""

from __future__ import annotations

from textwrap import dedent

from stepper.arrows import Jump, Margin, assign_lanes, draw, light


def picture(margin: Margin) -> str:
    return "\n".join(text.rstrip() for text in margin.texts)


def expected(text: str) -> str:
    return dedent(text).strip("\n")


def test_one_forward_jump() -> None:
    assert picture(draw([Jump(0, 2)], 3, 4)) == expected("""
        ╭──
        │
        ╰─▸
    """)


def test_one_backward_jump() -> None:
    assert picture(draw([Jump(2, 0)], 3, 4)) == expected("""
        ╭─▸
        │
        ╰──
    """)


def test_a_jump_to_itself_is_one_line() -> None:
    assert picture(draw([Jump(0, 0)], 1, 4)) == "──▸"


def test_short_jumps_lie_inside_enclosing_ones() -> None:
    assert picture(draw([Jump(0, 4), Jump(1, 3)], 5, 4)) == expected("""
        ╭───
        │╭──
        ││
        │╰─▸
        ╰──▸
    """)


def test_jumps_to_one_target_share_a_lane() -> None:
    margin = draw([Jump(0, 4), Jump(2, 4)], 5, 4)
    assert margin.width == 3
    assert picture(margin) == expected("""
        ╭──
        │
        ├──
        │
        ╰─▸
    """)


def test_jumps_from_both_sides_meet_at_their_target() -> None:
    assert picture(draw([Jump(0, 1), Jump(2, 1)], 3, 4)) == expected("""
        ╭──
        ├─▸
        ╰──
    """)


def test_crossing_jumps() -> None:
    assert picture(draw([Jump(0, 2), Jump(1, 4)], 5, 4)) == expected("""
         ╭──
        ╭┼──
        │╰─▸
        │
        ╰──▸
    """)


def test_jumps_that_do_not_meet_use_one_lane() -> None:
    assert assign_lanes([Jump(0, 1), Jump(2, 3)], 4) == {Jump(0, 1): 0, Jump(2, 3): 0}


def test_a_loop_with_a_branch_in_it() -> None:
    jumps = [Jump(1, 9), Jump(3, 6), Jump(5, 7), Jump(8, 0)]
    assert picture(draw(jumps, 10, 4)) == expected("""
        ╭────▸
        │╭────
        ││
        ││╭───
        │││
        │││╭──
        ││╰┼─▸
        ││ ╰─▸
        ╰┼────
         ╰───▸
    """)


def test_ascii_twin() -> None:
    assert picture(draw([Jump(0, 2), Jump(1, 4), Jump(3, 4)], 5, 4, ascii=True)) == expected(r"""
         /--
        /+--
        |\->
        |/--
        \+->
    """)


def test_without_jumps_there_is_no_margin() -> None:
    margin = draw([], 2, 4, active=Jump(0, 1))
    assert (margin.texts, margin.width, margin.hot) == (("", ""), 0, {})


def test_without_lanes_there_is_no_margin() -> None:
    assert draw([Jump(0, 1)], 2, 0).width == 0


def test_a_jump_without_a_free_lane_is_left_out() -> None:
    margin = draw([Jump(0, 4), Jump(1, 3)], 5, 1)
    assert set(margin.columns) == {Jump(1, 3)}
    assert margin.texts[0] == "   "


def test_the_active_jump_is_lit_from_end_to_end() -> None:
    margin = draw([Jump(0, 2), Jump(1, 2)], 3, 4, active=Jump(0, 2))
    assert margin.hot == {0: {0, 1, 2}, 1: {0}, 2: {0, 1, 2}}


def test_an_active_jump_without_a_lane_borrows_the_outermost() -> None:
    jumps = [Jump(0, 4), Jump(1, 3)]
    margin = draw(jumps, 5, 1, active=Jump(0, 4))
    assert margin.hot[0] == {0, 1, 2}
    assert picture(margin) == expected("""
        ╭──
        ├──
        │
        ├─▸
        ╰─▸
    """)


def test_lighting_changes_no_text() -> None:
    margin = draw([Jump(0, 2), Jump(1, 4)], 5, 4)
    lit = light(margin, Jump(1, 4))
    assert lit.texts == margin.texts
    assert set(lit.hot) == {1, 2, 3, 4}
    assert light(margin, None) is margin


def test_all_rows_are_equally_wide_whatever_the_jumps() -> None:
    jumps = [Jump(source, (source * 7) % 40) for source in range(40)]
    for lanes in range(1, 6):
        margin = draw(jumps, 40, lanes)
        assert {len(text) for text in margin.texts} == {margin.width}
        assert margin.width <= lanes + 2
