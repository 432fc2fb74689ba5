"""Cutting, wrapping, breadcrumbs and glyphs."""

# ruff: noqa: RUF001
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from stepper import glyphs
from stepper.panes.header import breadcrumb
from stepper.panes.look import drop_cells
from stepper.panes.text import cut, fit, visible, wrap

SYMBOLS = {name: value for name, value in vars(glyphs).items() if name.isupper() and isinstance(value, str)}


@pytest.mark.parametrize("name", sorted(SYMBOLS))
def test_glyph_is_one_cell_and_has_a_twin_of_one_cell(name: str) -> None:
    symbol = SYMBOLS[name]
    twin = glyphs.to_ascii(symbol)

    assert cell_len(symbol) == 1
    assert twin.isascii()
    assert len(twin) == 1


def test_margin_glyphs_have_twins() -> None:
    assert glyphs.to_ascii("▸╭╰├┬┴┼│─").isascii()


@given(st.text(), st.integers(0, 20))
def test_cut_and_fit(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width
    assert cell_len(fit(text, width)) == width


@given(st.text(alphabet="ab 日 ", max_size=60), st.integers(2, 20), st.integers(2, 20))
def test_wrap_loses_nothing(text: str, width: int, first: int) -> None:
    lines = wrap(text, width, first)

    assert cell_len(lines[0]) <= first
    assert all(cell_len(line) <= width for line in lines[1:])
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_visible() -> None:
    assert visible("a\x00\x1b\n\x7f\x85\u202e\ud800é日") == "a␀␛␊␡" + "\ufffd" * 3 + "é日"


@pytest.mark.parametrize(
    ("text", "shown", "cells"),
    [
        ("\u2764\ufe0f", "\u2764", 1),  # a heart, once as a picture: one cell here, two there
        ("\U0001f468\u200d\U0001f467", "\U0001f468\ufffd\U0001f467", 5),  # a family
        ("\U0001f44d\U0001f3fd", "\U0001f44d\ufffd", 3),  # a hand of some colour
        ("a\u200bb\u2028\ufeff", "a\ufffdb\ufffd\ufffd", 5),
        ("\u3164\u115f", "\ufffd\ufffd", 2),  # fillers that are letters to Python
        ("x" + "\u0301" * 1000 + "y", "x" + "\u0301" * 4 + "y", 2),
    ],
)
def test_what_terminals_do_not_agree_on(text: str, shown: str, cells: int) -> None:
    """What is drawn has the same width everywhere, and is no longer than can be seen."""
    assert visible(text) == shown
    assert cell_len(shown) == cells


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (40, "<module> › main › fact › fact › fact"),
        (35, "<module> › main › … › fact › fact"),
        (30, "<module> › main › … › fact"),
        (20, "<module> › … › fact"),
        (18, "fact"),
        (3, "fa…"),
    ],
)
def test_breadcrumb(room: int, shown: str) -> None:
    """The middle goes first, then all but the chosen one."""
    names = ["<module>", "main", "fact", "fact", "fact"]

    assert "".join(text for text, _ in breadcrumb(names, 4, room)) == shown


@given(st.integers(1, 200), st.integers(1, 100), st.data())
def test_breadcrumb_fits(count: int, room: int, data: st.DataObject) -> None:
    chosen = data.draw(st.integers(0, count - 1))
    spans = breadcrumb([f"f{index}" for index in range(count)], chosen, room)

    assert sum(cell_len(text) for text, _ in spans) <= room
    assert len([role for _, role in spans if role == "strong"]) == 1


def test_drop_cells() -> None:
    assert drop_cells((("ab", "x"), ("cde", "y")), 3) == (("de", "y"),)
    assert drop_cells((("日本", "x"),), 1) == ((" 本", "x"),)
