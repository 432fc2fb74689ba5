"""What a key sets off is painted at once: a second frame comes a sixtieth or two of a second later."""

from __future__ import annotations

from typing import List, Tuple

import pytest
from textual.app import App
from textual.screen import Screen

from .fake import staged


def painted(monkeypatch: pytest.MonkeyPatch) -> List[object]:
    """A list to which every frame is added from now on."""
    frames: List[object] = []
    display = App._display

    def count(self: App[object], screen: Screen[object], renderable: object) -> None:
        if renderable is not None:
            frames.append(renderable)
        display(self, screen, renderable)  # type: ignore[arg-type]

    monkeypatch.setattr(App, "_display", count)
    return frames


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("key", ["s", "left", "j", "pagedown", "u", "tab"])
async def test_a_key_is_painted_in_one_frame(
    size: Tuple[int, int], key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with staged(size) as stage:
        await stage.press("s", "s", "s", "left", "left")
        frames = painted(monkeypatch)
        await stage.press(key)

        assert len(frames) == 1
