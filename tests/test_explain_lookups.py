"""The sentences of what looks a name up: where it was found."""

from __future__ import annotations

from typing import Any

from stepper.protocol import Forecast, Place
from tests.explaining import sentence, sure
from tests.records import slot, value, variable


def test_load_global() -> None:
    asked = (Place("globals"), Place("builtins", holds="value"))
    found = Forecast(result=value("<built-in function print>"), lookup=asked)
    assert sentence("LOAD_GLOBAL", (), found, argrepr="print + NULL", after=("value", "NULL")) == (
        "Push <built-in function print>, the builtin print (not a global), and NULL for the coming call."
    )
    here = sure(3)._replace(lookup=(Place("namespace", holds="value"),))
    assert sentence("LOAD_NAME", (), here, argrepr="x") == "Push 3, x from the namespace of the class body."
    here = sure(3)._replace(lookup=(Place("globals", holds="value"),))
    assert sentence("LOAD_NAME", (), here, argrepr="x") == "Push 3, the global x."
    assert sentence("LOAD_NAME", argrepr="x") == (
        "Look up x in the namespace, globals and builtins, push its value."
    )
    assert sentence("LOAD_GLOBAL", (), Forecast(raises="NameError"), argrepr="prnt") == (
        "No name prnt in the globals and builtins: raises NameError."
    )


def test_cells() -> None:
    count = [variable("count", 3, "free")]
    assert sentence("LOAD_DEREF", argrepr="count", variables=count) == "Push 3, from the cell of count."
    found = sure(3)._replace(lookup=(Place("cell", "2", holds="value"),))
    assert sentence("LOAD_DEREF", (), found, argrepr="count") == "Push 3, from the cell of count (slot 2)."
    assert sentence("STORE_DEREF", [slot(4)], argrepr="count", variables=count) == (
        "Store 4 in the cell of count (it was 3)."
    )
    assert sentence("COPY_FREE_VARS", arg=1, freevars=("count",)) == (
        "Take the cell of the enclosing function into this frame: count."
    )


def test_attributes() -> None:
    assert sentence("LOAD_ATTR", [slot("<P object>")], sure(3), argrepr="x", after=("value",)) == (
        "Pop <P object>, push its attribute x, 3."
    )
    two = ("value", "self or NULL")
    assert sentence("LOAD_ATTR", [slot("<P object>")], argrepr="m + NULL|self", after=two) == (
        "Pop <P object>, push its attribute m, and itself as self, or NULL, for the coming call."
    )
    assert sentence("LOAD_ATTR", [slot("<P object>")], sure("<f>"), argrepr="m + NULL|self", after=two) == (
        "Pop <P object>, push its attribute m, <f>, and NULL for the coming call."
    )
    method = sure("<method append of list>")._replace(
        lookup=(Place("class", "list", 1, "method of C"),), after=(value("<method append>"), value([1]))
    )
    assert sentence("LOAD_METHOD", [slot("[1]")], method, argrepr="append", after=two) == (
        "Put the method append of class list below [1], the self of the call."
    )
    assert sentence("STORE_ATTR", [slot(3), slot("<P object>")], argrepr="x") == (
        "Set the attribute x of <P object> to 3; pop both."
    )


def looked_up(*places: Place, **more: Any) -> str:
    forecast = Forecast(lookup=places, **more)
    return sentence("LOAD_ATTR", [slot("<P object>")], forecast, argrepr="x", after=("value",))


def test_where_an_attribute_is_found() -> None:
    own, miss = Place("own dict", holds="value"), Place("class", "P", 1)
    assert (
        looked_up(miss, own, result=value(3)) == "Pop <P object>, push its attribute x, 3, from its own dict."
    )
    base = Place("class", "Base", 2, "value")
    assert looked_up(miss, base, result=value(3)) == (
        "Pop <P object>, push its attribute x, 3, from class Base, step 2 of the MRO."
    )
    assert looked_up(Place("class", "P", 1, "slot"), result=value(3)) == (
        "Pop <P object>, push its attribute x, 3, from its slot, declared by class P."
    )
    assert looked_up(Place("metaclass", "Meta", 1, "value"), result=value(3)) == (
        "Pop <P object>, push its attribute x, 3, from its metaclass Meta."
    )
    assert looked_up(Place("class", "P", 1, "property"), enters="P.get") == (
        "Pop <P object>; x is a property of class P: call P.get, push what it returns."
    )
    assert looked_up(miss, Place("own dict"), enters="P.__getattr__") == (
        "Pop <P object> and call P.__getattr__ for its attribute x."
    )
    assert looked_up(miss, Place("own dict"), raises="AttributeError") == (
        "No x in the class of <P object> or its own dict: raises AttributeError."
    )


def test_setting_an_attribute() -> None:
    stack = [slot(3), slot("<P object>")]
    setter = Forecast(lookup=(Place("class", "P", 1, "property"),), enters="P.x")
    assert sentence("STORE_ATTR", stack, setter, argrepr="x") == (
        "Pop both and set x of <P object> to 3, a property of class P: call P.x."
    )
    assert sentence("STORE_ATTR", stack, Forecast(raises="AttributeError"), argrepr="x") == (
        "No attribute x can be set on <P object>: raises AttributeError."
    )
