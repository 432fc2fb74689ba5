"""The opcode card on the screen: opened from the listing by key and mouse, closed again."""

from __future__ import annotations

from typing import List

from stepper.screens.card import CardPane, CardScreen
from tests.app.fake import Stage, staged


def card_text(stage: Stage) -> List[str]:
    """The rows of the card that is open."""
    assert isinstance(stage.app.screen, CardScreen)
    return stage.text(stage.app.screen.query_one(CardPane))


async def opened(stage: Stage) -> None:
    """Wait for the card: from the sentence the wish goes to the screen, the listing and the app."""
    for _ in range(100):
        if isinstance(stage.app.screen, CardScreen):
            return
        await stage.pilot.pause(0.02)


async def test_enter_opens_the_card_of_the_row_at_the_cursor() -> None:
    async with staged() as stage:
        await stage.press("enter")
        told = card_text(stage)
        assert told[0] == "Meaning   What CALL does in general."
        assert told[2].startswith("Now       Call ")
        await stage.press("escape")
        assert stage.app.screen is stage.main

        await stage.press("down", "down", "enter")
        assert card_text(stage)[0] == "Meaning   What POP_TOP does in general."
        assert not any(line.startswith("Now") for line in card_text(stage))
        await stage.press("enter")
        assert stage.app.screen is stage.main


async def test_a_double_click_opens_it_and_a_click_beside_it_closes_it() -> None:
    async with staged() as stage:
        await stage.pilot.click("#bytecode", offset=(20, 4), times=2)
        await stage.pilot.pause()
        assert isinstance(stage.app.screen, CardScreen)
        await stage.pilot.click(offset=(0, 0))
        await stage.pilot.pause()
        assert stage.app.screen is stage.main


async def test_a_click_on_the_sentence_opens_the_card_of_its_instruction() -> None:
    async with staged() as stage:
        await stage.press("down", "down")
        await stage.pilot.click("#sentence", offset=(2, 0))
        await opened(stage)
        assert card_text(stage)[0] == "Meaning   What CALL does in general."


async def test_the_card_gives_no_answer_away() -> None:
    """While a prediction is asked for, it tells nothing of what the instruction is about to do."""
    async with staged() as stage:
        await stage.press("s", "P")
        assert stage.app.shown_state == "asking"
        await stage.pilot.click("#sentence", offset=(2, 0))
        await opened(stage)
        assert not any(line.startswith("Now") for line in card_text(stage))
