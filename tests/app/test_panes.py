"""What each pane shows of a stop, as text."""

# ruff: noqa: RUF001
from __future__ import annotations

from stepper.protocol import Block, FrameHeader, StackSlot, Value, Variable
from tests.app import program
from tests.app.fake import FakeSession, Stage, staged
from tests.app.program import FACTS, FUNCTION_VALUE, in_function, slots

CLASSROOM = (80, 24)
HANDOUT = (120, 40)


async def at(stage: Stage, stop: int) -> None:
    """Step to the given stop, counted from 1."""
    await stage.press(*["s"] * (stop - 1))


async def test_source() -> None:
    """The current line is in the middle of the strip, marked by an arrow."""
    async with staged(CLASSROOM) as stage:
        await at(stage, 6)

        assert stage.text(stage.main.source) == [
            "   5       facts = [1]",
            "   6 ►     for i in range(1, x + 1):",
            "   7           try:",
            "   8               facts.append(facts[i - 1] * i)",
        ]


async def test_source_stays_where_an_instruction_has_no_line() -> None:
    """The compiler's own instructions, as at the beginning of a handler, belong to the lines around them."""
    async with staged(CLASSROOM, FakeSession([in_function(1, 112, ()), in_function(2, 114, ())])) as stage:
        before = stage.text(stage.main.source)
        assert any(line.startswith("  11 ►") for line in before)
        await at(stage, 2)

        assert stage.text(stage.main.source) == [line.replace("►", " ") for line in before]


async def test_source_emphasis() -> None:
    """The characters that the instruction was compiled from are underlined, and no others."""
    async with staged(CLASSROOM) as stage:
        await at(stage, 4)
        rows = [stage.main.source.render_line(y) for y in range(5)]
        underlined = ["".join(s.text for s in row if s.style and s.style.underline) for row in rows]

        assert underlined == ["", "facts[i - 1] * i", "", "", ""]


async def test_source_shifts_left_for_what_is_emphasised() -> None:
    """In a narrow pane the code moves so that the emphasised characters are seen; the line numbers stay."""
    session = FakeSession([in_function(1, 84, slots([2, 3]))])
    indented = program.SOURCE.replace("facts.append(", " " * 40 + "facts.append(")
    session.sources = {program.FILE: indented}
    listing = session.listings[program.FUNCTION]
    rows = [row._replace(columns=(8, 8, 65, 81)) if row.offset == 84 else row for row in listing.rows]
    session.listings[program.FUNCTION] = listing._replace(rows=tuple(rows))
    async with staged((62, 24), session) as stage:
        _, current, after, _ = stage.text(stage.main.source)

        assert current.startswith("   8 ► ") and "…" not in current[:12]
        assert "facts[i - 1] * i" in current
        assert after == "   9   …"  # its beginning is out of sight, not only blanks


async def test_source_stays_when_a_shift_would_not_show_the_end() -> None:
    """What is too wide in any case: to cut the beginning of all lines would gain nothing."""
    session = FakeSession([in_function(1, 84, slots([2, 3]))])
    session.sources = {program.FILE: program.SOURCE.replace("* i)", "* i" + " + i" * 30 + ")")}
    listing = session.listings[program.FUNCTION]
    rows = [row._replace(columns=(8, 8, 12, 160)) if row.offset == 84 else row for row in listing.rows]
    session.listings[program.FUNCTION] = listing._replace(rows=tuple(rows))
    async with staged((62, 24), session) as stage:
        assert stage.text(stage.main.source)[1].startswith("   8 ►             facts.append(")


async def test_what_a_class_sees_in_half_a_pane() -> None:
    """No offsets: jumps go to lines; a long name gives way to a short argument."""
    session = FakeSession([in_function(1, 38, slots([program.ITERATOR]))])
    listing = session.listings[program.FUNCTION]
    long = "LOAD_FAST_BORROW_LOAD_FAST_BORROW"
    rows = [r._replace(opname=long, argrepr="i, x") if r.offset == 46 else r for r in listing.rows]
    session.listings[program.FUNCTION] = listing._replace(rows=tuple(rows))
    async with staged(CLASSROOM, session) as stage:
        stage.main.set_class(True, "-lesson")
        await stage.press("h")
        shown = stage.text(stage.main.bytecode)

        assert any(line.endswith("LOAD_FAST_BORROW_LOAD_… i, x") for line in shown)
        assert any("FOR_ITER" in line and "→ line 6" in line for line in shown)
        stage.main.show_tab("frames")
        await stage.settle()
        assert stage.text(stage.main.frames)[0].endswith(" line 6")


async def test_listing() -> None:
    """Line numbers, arrows, offsets, names, arguments; the branch says which way it goes."""
    async with staged(HANDOUT) as stage:
        await at(stage, 6)

        assert stage.text(stage.main.bytecode) == [
            "             20 LOAD_FAST            x",
            "             22 LOAD_CONST           1",
            "             24 BINARY_OP            +",
            "             28 CALL                 2",
            "             36 GET_ITER",
            "     ╭─┬─▸►  38 FOR_ITER             → 106  ✗ falls through",
            "     │ │     42 STORE_FAST           i",
            "   7 │ │     44 NOP",
            "   8 │ │     46 LOAD_FAST            facts",
            "     │ │     48 LOAD_ATTR            append + NULL|self",
            "     │ │     68 LOAD_FAST            facts",
            "     │ │     70 LOAD_FAST            i",
            "     │ │     72 LOAD_CONST           1",
            "     │ │     74 BINARY_OP            -",
            "     │ │     78 BINARY_SUBSCR",
        ]


async def test_narrow_listing_shortens_the_verdict() -> None:
    """Where there is no room for words, the glyph of the verdict stays."""
    async with staged(CLASSROOM) as stage:
        await at(stage, 6)

        assert "     ╭─┬─▸►  38 FOR_ITER             → 106 ✗" in stage.text(stage.main.bytecode)


async def test_listing_of_a_native_frame() -> None:
    """A frame that CPython itself runs has no listing, and that is no error."""
    native = FrameHeader(9, 0, "sorted", "", None, 0, "native")
    stop = in_function(1, 84, slots([1]))
    assert stop.view is not None
    shown = stop._replace(frames=(native, *stop.frames), view=stop.view._replace(header=native))
    async with staged(CLASSROOM, FakeSession([shown])) as stage:
        assert stage.text(stage.main.bytecode) == []
        assert stage.main.bytecode.border_title == "2 Bytecode · sorted (native)"


async def test_stack() -> None:
    """Top of stack first; a long value gives up its type, never its role."""
    async with staged(HANDOUT) as stage:
        await at(stage, 4)

        assert stage.text(stage.main.stack) == [
            "+ TOS 3         int                ◄ right",
            "  1   2         int                ◄ left",
            "  2   [1, 1, 2] list",
            "  3   <method 'append' of 'list' objects>",
            "  4   <range_iterator>",
        ]


async def test_stack_shows_null_and_what_is_no_plain_object() -> None:
    """NULL is NULL; a saved exception and a pushed offset say what they are."""
    stack = (
        StackSlot(Value("NULL", "NULL", 0), "null", ""),
        StackSlot(Value("2", "int", 1), "lasti", ""),
        StackSlot(Value("ValueError('no')", "ValueError", 2), "exception", "previous"),
    )
    async with staged(HANDOUT, FakeSession([in_function(1, 84, stack)])) as stage:
        assert stage.text(stage.main.stack) == [
            "  TOS ValueError('no') handled ◄ previous",
            "  1   2                lasti",
            "  2   NULL",
        ]


async def test_stack_of_values_that_say_their_type() -> None:
    """They are not cut while there is room, alone or beside others."""
    alone = in_function(1, 38, slots([program.ITERATOR], ("iterator",)))
    beside = in_function(2, 84, slots([program.ITERATOR, 2], ("left", "right")))
    async with staged(HANDOUT, FakeSession([alone, beside])) as stage:
        assert stage.text(stage.main.stack) == ["  TOS <range_iterator> ◄ iterator"]
        await at(stage, 2)
        assert stage.text(stage.main.stack) == [
            "+ TOS 2 int            ◄ right",
            "  1   <range_iterator> ◄ left",
        ]


async def test_empty_stack() -> None:
    async with staged(HANDOUT, FakeSession([in_function(1, 84, ())])) as stage:
        assert stage.text(stage.main.stack) == ["    (empty)"]


async def test_blocks() -> None:
    """Innermost first; what is derived is told apart by its words."""
    async with staged(HANDOUT) as stage:
        await at(stage, 4)

        assert stage.text(stage.main.blocks) == [
            "  try     → 114  46-96  depth 1",
            "  loop    38-98  derived",
        ]


async def test_blocks_in_one_line() -> None:
    """In the classroom layout all blocks are in one line, outermost first."""
    async with staged(CLASSROOM) as stage:
        assert stage.text(stage.main.blocks) == ["5 Blocks none"]
        await at(stage, 4)

        assert stage.text(stage.main.blocks) == ["5 Blocks (loop 38) › try→114"]


async def test_blocks_in_one_line_keep_the_innermost() -> None:
    """Where there is no room for all, the outer ones are left out."""
    blocks = tuple(Block("cleanup", start, start + 100, 300, 1, True) for start in range(5))
    async with staged(CLASSROOM, FakeSession([in_function(1, 84, (), blocks=blocks)])) as stage:
        assert stage.text(stage.main.blocks) == ["5 Blocks … › cleanup→300"]


async def test_new_block_is_marked() -> None:
    block = Block("with", 50, 60, 70, 1, True)
    first = in_function(1, 78, (), blocks=())
    second = in_function(2, 82, (), blocks=(block,))
    async with staged(HANDOUT, FakeSession([first, second])) as stage:
        await at(stage, 2)

        assert stage.text(stage.main.blocks) == ["+ with    → 70   50-60  depth 1"]


async def test_locals() -> None:
    """Locals, then globals; what changed says what it was."""
    async with staged(HANDOUT) as stage:
        await at(stage, 6)

        assert stage.text(stage.main.variables) == [
            "  x     5  int",
            "~ facts [1, 1, 2, 6]  was [1, 1, 2]",
            "  i     3  int",
            "── globals",
            "  factorials <function factorials>",
        ]


async def test_locals_that_changed_are_brought_into_view() -> None:
    """Also where a module has more names than the pane has rows."""
    names = {f"name{number}": number for number in range(100)}
    stops = [in_function(1, 78, (), **names), in_function(2, 82, (), **{**names, "name70": "other"})]
    async with staged(HANDOUT, FakeSession(stops)) as stage:
        assert stage.text(stage.main.variables)[0].startswith("  name0")
        await at(stage, 2)

        assert any(line.startswith("~ name70") for line in stage.text(stage.main.variables))


async def test_locals_new_gone_unbound_and_cells() -> None:
    """A new name, a name that is gone for one stop, one never bound, cells and free variables."""
    first = in_function(1, 78, (), x=5, i=3)
    second = in_function(2, 82, (), x=5, fresh=1)
    assert second.view is not None
    more = (Variable("late", "local", None), Variable("total", "cell", program.value(7)))
    second = second._replace(view=second.view._replace(variables=second.view.variables + more, globals=()))
    async with staged(HANDOUT, FakeSession([first, second])) as stage:
        await at(stage, 2)

        assert stage.text(stage.main.variables) == [
            "  x     5  int",
            "+ fresh 1  int",
            "  late  (unbound)",
            "+ total 7  int  cell",
            "- i     3 · gone",
        ]


async def test_module_names_are_shown_once() -> None:
    """In a module the globals are its own names: no second section."""
    async with staged(HANDOUT) as stage:
        assert stage.text(stage.main.variables) == [
            "  __name__   '__main__'  str",
            "  factorials <function factorials>",
        ]


async def test_frames() -> None:
    async with staged(HANDOUT) as stage:
        await at(stage, 4)

        assert stage.text(stage.main.frames) == [
            "►  0 factorials            line 8    @84",
            "   1 <module>              line 14   @22",
        ]


async def test_sentence() -> None:
    """Mnemonic and sentence, effect and flow, then the opcode in general."""
    async with staged(CLASSROOM) as stage:
        await at(stage, 4)

        lines = stage.text(stage.main.sentence)
        assert lines[0] == " BINARY_OP   Pop 3 and 2, push 2 * 3 = 6."
        assert lines[1] == "multiply   [.. 2 3] → [.. 6]   ·   stack 5 → 4   ·   next: 88"
        assert lines[2].startswith("What BINARY_OP does in general.")


async def test_marks_are_relative_to_what_was_shown_of_that_frame() -> None:
    """Looking at the caller and coming back keeps the marks of this stop."""
    async with staged(HANDOUT) as stage:
        await at(stage, 6)
        before = stage.text(stage.main.variables)
        await stage.press("u")
        assert stage.text(stage.main.variables)[0] == "  __name__   '__main__'  str"
        await stage.press("d")

        assert stage.text(stage.main.variables) == before


async def test_wide_characters_keep_the_columns() -> None:
    """Values with wide characters are measured in cells."""
    stack = slots([Value("'日本語'", "str", 1), Value("'ab'", "str", 2)], ("left", "right"))
    async with staged(HANDOUT, FakeSession([in_function(1, 84, stack)])) as stage:
        assert stage.text(stage.main.stack) == [
            "  TOS 'ab'     str ◄ right",
            "  1   '日本語' str ◄ left",
        ]


async def test_hostile_text_is_harmless() -> None:
    """Markup stays text, and no control character gets through."""
    nasty = Value("[red]\x1b[31m\n\u202eabc\ud800", "str", 1)
    stop = in_function(1, 84, slots([nasty]), **{"[/x]": nasty})
    async with staged(HANDOUT, FakeSession([stop])) as stage:
        stage.session.print("[bold]\x1b]0;title\x07[/x]\n")
        await stage.settle()
        panes = (stage.main.stack, stage.main.variables, stage.main.output, stage.main.sentence)
        shown = "".join("".join(stage.text(pane)) for pane in panes)

        assert "[red]␛[31m␊\ufffdabc\ufffd" in shown
        assert "[bold][/x]" in shown
        assert not set(shown) & {"\x1b", "\n", "\u202e", "\ud800"}


async def test_of_several_threads_it_is_told_whose_frames_these_are() -> None:
    """In the title of the frames and in the header; not when there is only one."""
    stops = [
        in_function(number, 84, slots([1]))._replace(thread=name, threads=threads)
        for number, (name, threads) in enumerate([("MainThread", 1), ("worker", 2), ("MainThread", 2)], 1)
    ]
    async with staged(HANDOUT, FakeSession(stops)) as stage:
        titles, headers = [], []
        for _ in stops:
            titles.append(stage.main.frames.border_title)
            headers.append(stage.text(stage.main.header)[0])
            await stage.press("s")

        assert titles == ["6 Frames · 2", "6 Frames · 2 · worker", "6 Frames · 2 · MainThread"]
        assert "MainThread" not in headers[0]
        assert "· worker · <module> › factorials" in headers[1]
        assert "· MainThread · <module> › factorials" in headers[2]


async def test_frames_far_down_a_deep_recursion() -> None:
    """Thirty thousand frames are no trouble: only rows in view are made."""
    frames = tuple(program.function_header(84, number) for number in range(30_000, 1, -1))
    stop = in_function(1, 84, slots([1]), x=FACTS, f=FUNCTION_VALUE)._replace(frames=frames)
    async with staged(HANDOUT, FakeSession([stop])) as stage:
        assert stage.main.frames.border_title == "6 Frames · 29999"
        header = stage.text(stage.main.header)[0]
        assert "factorials › … › factorials" in header
