"""Rows of a code object, and the text of --dis."""

from __future__ import annotations

from textwrap import dedent

from stepper.listing import WIDTH, ListingView, RowText, block_brackets, print_listing
from stepper.protocol import Listing
from tests.records import block, listing, row


def countdown() -> Listing:
    """``while n: n -= 1`` and a return, as 3.13 compiles it, without caches."""
    return listing(
        [
            row("RESUME", 0, arg=0, line=1, breaker=True),
            row("LOAD_FAST", 2, arg=0, argrepr="n", line=2, after=("value",)),
            row(
                "POP_JUMP_IF_FALSE",
                4,
                arg=6,
                line=2,
                target=16,
                conditional=True,
                before=("condition",),
                depth=1,
            ),
            row("LOAD_FAST", 6, arg=0, argrepr="n", line=3, after=("value",)),
            row("LOAD_CONST", 8, arg=1, argrepr="1", line=3, after=("value",), depth=1),
            row("BINARY_OP", 10, argrepr="-=", line=3, before=("left", "right"), after=("result",), depth=2),
            row("STORE_FAST", 12, arg=0, argrepr="n", line=3, before=("value",), depth=1),
            row("JUMP_BACKWARD", 14, arg=7, line=3, target=2, breaker=True),
            row("RETURN_CONST", 16, arg=0, argrepr="None", line=2),
        ],
        qualname="countdown",
        varnames=("n",),
        flags=("OPTIMIZED", "NEWLOCALS"),
        stacksize=2,
        blocks=(block("loop", 2, 16, 2),),
    )


def test_rows_are_found_by_offset_and_by_line() -> None:
    view = ListingView(countdown())
    assert view.row_of[10] == 5
    assert view.rows_of_line[2] == [1, 2, 8]
    assert view.line_of(5) == 3


def test_a_row_with_extended_arg_is_found_by_both_its_offsets() -> None:
    view = ListingView(listing([row("JUMP_FORWARD", 2, start=0, target=4), row("NOP", 4)]))
    assert view.row_of == {0: 0, 2: 0, 4: 1}


def test_text_columns() -> None:
    view = ListingView(countdown())
    assert view.text(1) == RowText("2", "2", "LOAD_FAST", "n")
    assert view.text(2) == RowText("", "4", "POP_JUMP_IF_FALSE", "→ 16")
    assert view.text(0).argument == "0"
    assert view.text(8).line == "2"  # the line above is another


def test_ascii_text_columns() -> None:
    assert ListingView(countdown(), ascii=True).text(2).argument == "-> 16"


def test_widths() -> None:
    view = ListingView(countdown())
    assert (view.offset_width, view.opname_width) == (2, len("POP_JUMP_IF_FALSE"))


def test_an_empty_listing_has_no_rows() -> None:
    view = ListingView(listing([]))
    assert view.rows == ()
    assert view.margin(4, 0).texts == ()


def test_margin_lights_the_jump_of_the_current_instruction() -> None:
    view = ListingView(countdown())
    assert view.margin(4).hot == {}
    assert view.margin(4, 10).hot == {}  # no jump there
    assert set(view.margin(4, 4).hot) == {2, 3, 4, 5, 6, 7, 8}
    assert view.margin(4, 14).texts is view.margin(4).texts  # drawn once, lit again


def test_a_target_outside_the_listing_has_no_arrow() -> None:
    assert ListingView(listing([row("JUMP_FORWARD", 0, target=99)])).jumps == ()


def test_brackets_of_nested_blocks() -> None:
    rows = [row("NOP", offset) for offset in range(0, 14, 2)]
    blocks = (block("try", 4, 8, 10, 1), block("loop", 2, 12, 2), block("handler", 10, 12, 12, 2))
    assert block_brackets(ListingView(listing(rows, blocks=blocks))) == [
        "",
        "╭  loop",
        "│╭ try",
        "│╰",
        "│",
        "╰╶ handler",
        "",
    ]


def test_brackets_of_blocks_over_the_same_rows() -> None:
    rows = [row("NOP", 0), row("NOP", 2)]
    blocks = (block("try", 0, 4, 8), block("finally", 0, 4, 6))
    brackets = block_brackets(ListingView(listing(rows, blocks=blocks), ascii=True))
    assert brackets == [",, finally", "'' try"]


def test_print_listing() -> None:
    assert print_listing(countdown(), {}) == (
        "countdown   main.py, line 1\n"
        + "─" * WIDTH
        + dedent("""
              flags   OPTIMIZED, NEWLOCALS
              stack   at most 2
              locals  n

            line      offset   instruction            depth stack picture         blocks
               1           0 ! RESUME            0        0
               2 ╭──▸      2   LOAD_FAST         n        0 -- value              ╭ loop
                 │╭──      4   POP_JUMP_IF_FALSE → 16     1 condition --          │
               3 ││        6   LOAD_FAST         n        0 -- value              │
                 ││        8   LOAD_CONST        1        1 -- value              │
                 ││       10   BINARY_OP         -=       2 left, right -- result │
                 ││       12   STORE_FAST        n        1 value --              │
                 ╰┼──     14 ! JUMP_BACKWARD     → 2      0                       ╰
               2  ╰─▸     16   RETURN_CONST      None     0

              ! here CPython looks for signals and lets other threads run

              block    from    to  goes to  depth
              loop        2    14        2         derived, no interpreter keeps it
        """)
    )


def test_print_listing_in_ascii_is_ascii() -> None:
    text = print_listing(countdown(), {}, ascii=True)
    assert text.isascii()
    assert "-> 16" in text


def test_nested_code_objects_follow_in_order_each_with_its_header() -> None:
    others = {
        2: listing([row("NOP")], code=2, qualname="outer", nested=(3,)),
        3: listing([row("NOP")], code=3, qualname="outer.<locals>.inner"),
        4: listing([row("NOP")], code=4, qualname="last"),
    }
    text = print_listing(listing([row("NOP")], qualname="<module>", nested=(2, 4, 99)), others)
    headers = [line.split()[0] for line in text.splitlines() if "main.py" in line]
    assert headers == ["<module>", "outer", "outer.<locals>.inner", "last"]


def test_no_line_is_wider_than_the_terminal() -> None:
    rows = [
        row(
            "LOAD_FAST_BORROW_LOAD_FAST_BORROW",
            offset,
            argrepr="a_rather_long_name, another_rather_long_name",
            before=("callable", "self or NULL", *(f"arg {number}" for number in range(9))),
            after=("result",),
        )
        for offset in range(0, 2000, 2)
    ]
    blocks = [block("finally", start, 2000 - start, 1990 - start) for start in range(0, 40, 2)]
    long = listing(rows, blocks=blocks, varnames=tuple(f"name_{number}" for number in range(90)))
    for ascii in (False, True):
        assert max(map(len, print_listing(long, {}, ascii).splitlines())) <= WIDTH


def test_an_unreachable_row_has_no_depth() -> None:
    text = print_listing(listing([row("NOP", depth=-1)]), {})
    assert text.splitlines()[-1].split() == ["1", "0", "NOP", "-"]
