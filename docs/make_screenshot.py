"""Writes docs/screenshot.svg, the picture in the README: the real program at work on an example.

python docs/make_screenshot.py
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

# Behind the path, for a run from a checkout that is not installed.
from stepper.app import PystepApp  # noqa: E402
from stepper.protocol import Launch  # noqa: E402
from stepper.session import Session  # noqa: E402

PICTURE = ROOT / "docs" / "screenshot.svg"
EXAMPLE = "examples/factorial.py"
BREAKPOINT = "11"  # the loop's work; from there the keys below go on
KEYS = ["c", "c", "c", *"ssssssss"]
SIZE = (120, 40)
DEADLINE = 20.0  # seconds


async def take() -> str:
    """The picture, after the keys have been pressed one stop at a time."""
    session = Session(Launch("script", EXAMPLE, (), "wire", breakpoints=(BREAKPOINT,)))
    app = PystepApp(session, title=EXAMPLE)
    async with app.run_test(size=SIZE) as pilot:

        async def stop_after(number: int) -> None:
            while session.snapshot is None or session.snapshot.number <= number:
                await pilot.pause(0.02)
            await pilot.pause()

        await asyncio.wait_for(stop_after(0), DEADLINE)
        for key in KEYS:
            assert session.snapshot is not None
            before = session.snapshot.number
            await pilot.press(key)
            await asyncio.wait_for(stop_after(before), DEADLINE)
        return app.export_screenshot(title="pystep")


def main() -> None:
    PICTURE.write_text(asyncio.run(take()), encoding="utf-8")


if __name__ == "__main__":
    main()
