"""What the goto prompt understands."""

from __future__ import annotations

import pytest

from stepper.destinations import DestinationError, parse


@pytest.mark.parametrize(
    ("text", "destination"),
    [
        ("#120", ("stop", 120)),
        (" # 7 ", ("stop", 7)),
        ("-34", ("back", 34)),
        ("L12", ("line", 12)),
        ("l12", ("line", 12)),
        ("line 12", ("line", 12)),
        (":12", ("line", 12)),
        ("42", ("offset", 42)),
        ("@42", ("offset", 42)),
        ("step 100", ("step", 100)),
        ("Step", ("step", 1)),
        ("n20", ("next", 20)),
        ("continue 3", ("continue", 3)),
    ],
)
def test_understood(text: str, destination: object) -> None:
    assert parse(text) == destination


@pytest.mark.parametrize("text", ["", "#", "jump 3", "step 0", "step -1", "step 1000001", "#1 2", "0x10"])
def test_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(DestinationError, match="There is no way to go to"):
        parse(text)
