"""Listings: what depends on the Python version, and what dis and the program could get wrong."""

from __future__ import annotations

import dis
import textwrap
from types import CodeType
from typing import Any, Dict

from stepper.guest.listings import Listings
from stepper.guest.sources import Sources
from stepper.protocol import Listing, Row
from stepper.vm.link import link
from stepper.vm.versions import HOST, PY311
from stepper.wire import from_json, to_json

SOURCE = textwrap.dedent(
    """
    from __future__ import annotations
    def walk(items, *rest, key=None):
        for item in items:
            if item:
                print(item, key, sep="")
            yield item
    class Box:
        def get(self): return self.it
    größe = "äöü"; wert = größe + größe
    try:
        walk([])
    except ValueError:
        pass
    """
).lstrip()


def made(source: str = SOURCE) -> Dict[str, Listing]:
    """All listings of a program by qualified name."""
    sources = Sources()
    sources.add("prog.py", source)
    listings = Listings(sources)
    code = compile(source, "prog.py", "exec")
    return {listing.qualname: listing for listing in listings.tree(listings.key(code))}


def rows(listing: Listing, opname: str) -> Any:
    return [row for row in listing.rows if row.opname == opname]


def test_nested_code_objects_are_known_by_key() -> None:
    """In the order of the constants."""
    listings = made()

    assert list(listings) == ["<module>", "walk", "Box", "Box.get"]
    assert listings["<module>"].nested == (listings["walk"].code, listings["Box"].code)
    assert listings["Box"].nested == (listings["Box.get"].code,)


def test_what_the_code_object_says() -> None:
    """Names, flags, sizes."""
    walk = made()["walk"]

    assert walk.varnames[:4] == ("items", "key", "rest", "item")
    assert {"GENERATOR", "VARARGS", "ANNOTATIONS"} <= set(walk.flags)
    assert walk.first_line == 2
    assert walk.stacksize > 0
    assert "print" in walk.names


def test_offsets_and_units_cover_the_code() -> None:
    """Every code unit belongs to one row, caches and EXTENDED_ARG included."""
    source = "x = [" + ", ".join(f"a{i}" for i in range(600)) + "]\n"
    for listing in made(source).values():
        code = compile(source, "prog.py", "exec").co_code
        units = "".join(row.units.replace(" ", "") for row in listing.rows)

        assert bytes.fromhex(units) == code
        assert any(row.start < row.offset for row in listing.rows)


def test_arguments_are_those_of_dis() -> None:
    """But for jumps, whose targets are offsets in every version, and constants, which are shown our way."""
    sources = Sources()
    listings = Listings(sources)
    code = compile(SOURCE, "prog.py", "exec")
    known = {ins.offset: ins for ins in dis.get_instructions(code)}

    listing = listings.listing(listings.key(code))
    assert listing is not None
    for row in listing.rows:
        if row.target is None and row.opname not in ("LOAD_CONST", "RETURN_CONST", "KW_NAMES"):
            assert row.argrepr == known[row.offset].argrepr
    functions = [row.argrepr for row in rows(listing, "LOAD_CONST") if "walk" in row.argrepr]
    assert "<code object walk, line 2>" in functions


def test_jumps() -> None:
    """Targets are offsets of rows; a jump that may not be taken is conditional."""
    walk = made()["walk"]
    starts = {row.start for row in walk.rows}
    jumps = [row for row in walk.rows if row.target is not None]

    assert jumps and all(row.target in starts for row in jumps)
    assert all(row.argrepr == f"to {row.target}" for row in jumps)
    assert all(row.conditional == (row.opname not in ("JUMP_BACKWARD", "JUMP_ABSOLUTE")) for row in jumps)
    (for_iter,) = rows(walk, "FOR_ITER")
    assert for_iter.conditional and for_iter.target > for_iter.offset


def test_stack_pictures_depths_and_summaries() -> None:
    """From the declarations of the instructions."""
    module = made()["<module>"]
    add: Row = next(row for row in module.rows if row.opname in ("BINARY_OP", "BINARY_ADD"))

    assert (add.before, add.after, add.depth) == (("left", "right"), ("result",), 2)
    assert add.argrepr == ("+" if add.opname == "BINARY_OP" else "")
    assert add.summary.endswith(".")
    assert not add.breaker
    assert any(row.breaker for row in module.rows)
    assert module.rows[0].depth == 0


def test_columns_are_characters() -> None:
    """CPython counts bytes of UTF-8."""
    module = made()["<module>"]
    add = next(row for row in module.rows if row.opname in ("BINARY_OP", "BINARY_ADD"))

    line = SOURCE.split("\n")[8]
    assert add.columns == ((9, 9, line.index("größe +"), len(line)) if HOST >= PY311 else None)


def test_blocks_are_in_offsets() -> None:
    """The exception table's, and the loops."""
    listings = made()
    module, walk = listings["<module>"], listings["walk"]
    kinds = {block.kind for block in module.blocks}

    assert kinds == ({"try", "handler"} if HOST >= PY311 else set())  # before, frames keep them
    (loop,) = [block for block in walk.blocks if block.kind == "loop"]
    (for_iter,) = rows(walk, "FOR_ITER")
    assert loop.target == for_iter.offset
    assert not loop.kept
    for listing in listings.values():
        starts = {row.start for row in listing.rows}
        assert all(block.start in starts and block.target in starts for block in listing.blocks)


def test_a_listing_travels() -> None:
    """It is plain data."""
    for listing in made().values():
        assert from_json(to_json(listing)) == listing


class Loud:
    def __repr__(self) -> str:
        raise AssertionError("a constant was asked for its repr")

    __hash__ = object.__hash__


def test_constants_are_not_asked_for_their_repr() -> None:
    """A code object made by hand may hold any object."""
    code = compile("x = 'five'", "prog.py", "exec")
    odd: CodeType = code.replace(co_consts=(Loud(), *code.co_consts[1:]))
    listings = Listings(Sources())

    listing = listings.listing(listings.key(odd))

    assert listing is not None
    assert any(row.argrepr.startswith("<") and "Loud" in row.argrepr for row in listing.rows)


def test_equal_code_objects_are_two() -> None:
    """Keys go by identity, as programs do."""
    first, second = compile("x = 5", "p.py", "exec"), compile("x = 5", "p.py", "exec")
    listings = Listings(Sources())

    assert first == second
    assert listings.key(first) != listings.key(second) != 0
    assert listings.program(listings.key(first)) is link(first)
    assert listings.program(99) is None and listings.listing(0) is None


def test_a_patched_dis_does_no_harm(monkeypatch: Any) -> None:
    """Texts of arguments may be missing then, and nothing else."""
    untouched = made()["<module>"]
    monkeypatch.setattr(dis, "_get_instructions_bytes", None)

    module = made()["<module>"]

    assert [row.opname for row in module.rows] == [row.opname for row in untouched.rows]
