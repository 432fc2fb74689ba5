"""What a key sets off is painted at once: a second frame comes a sixtieth or two of a second later."""

from __future__ import annotations

from typing import Tuple

import pytest

from tests.app.fake import painted, staged


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
