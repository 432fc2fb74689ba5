"""Where an interrupt may come in at once."""

from __future__ import annotations

from pathlib import Path

from stepper.guest import interrupts

STEPPER = Path(interrupts.__file__).parent.parent


def test_the_modules_that_call_c_code_exist() -> None:
    """A module that was renamed would no longer be interrupted while it waits."""
    for name in interrupts._CALLING:
        path = STEPPER.joinpath(*name.split(".")[1:]).with_suffix(".py")
        assert path.exists(), name


def test_the_modules_that_change_frames_are_not_among_them() -> None:
    names = {name.rpartition(".")[2] for name in interrupts._CALLING}
    assert not names & {"returns", "calls_311", "calls_39", "generators", "machine", "unwind"}
