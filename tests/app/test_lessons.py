"""A lesson given on the screen, by its keys: a real run, recorded once for all tests of this page."""

from __future__ import annotations

import asyncio
import re
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, AsyncIterator, Iterator, List, NamedTuple

import pytest

from stepper.actions import editing, teaching
from stepper.app import PystepApp
from stepper.lessons.lesson import Lesson
from stepper.lessons.predictionlog import PredictionLog
from stepper.lessons.reader import read
from stepper.lessons.rehearsal import Rehearsal, rehearse_in, written
from stepper.lessons.talk import Talk
from stepper.screens.card import CardPane, CardScreen
from stepper.screens.endcard import EndCard
from stepper.session import Session
from tests.app.fake import Stage
from tests.session.watching import PYTHON

TEXT = """\
# Doubling
goal: See it double.
minutes: 5

```python
def double(a):
    if a > 9:
        print("big")
    return a * 2

print("start")
print(double(4))
```

## enter double
The frame is new.
? depth: How many values are there then?

## at `return a * 2`: multiply
Two operands.
? top: What is on top?
! 42: you put the digits side by side
? frame: Where does it go on?
= double

## at `print(double(4))`: call #2
The last one.

## at `print("big")`: call
Never.

## at `print("big")`: LIST_APPEND
Not even compiled.

## Say
Doubling is adding.

## Modify
Write a + a.
"""


class Recorded(NamedTuple):
    session: Session
    lesson: Lesson
    rehearsal: Rehearsal


@pytest.fixture(scope="module")
def recorded() -> Iterator[Recorded]:
    """The lesson's program, run to its end."""
    lesson, problems = read(TEXT, "doubling.md")
    assert lesson is not None, problems
    with written(lesson) as launch:
        session = Session(launch, PYTHON)
        yield Recorded(session, lesson, rehearse_in(session, lesson))
        session.close()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teaching, "OPENING", 0.0)


@asynccontextmanager
async def given(
    recorded: Recorded, at: int = 1, size: Any = (80, 24), **options: Any
) -> AsyncIterator[Stage]:
    talk = Talk(recorded.lesson, recorded.rehearsal)
    app = PystepApp(recorded.session, talk=talk, at=at, **options)
    async with app.run_test(size=size) as pilot:
        stage = Stage(app, recorded.session, pilot)  # type: ignore[arg-type]
        await stage.settle()
        yield stage


def bar(stage: Stage) -> List[str]:
    """The lesson's rows."""
    return stage.text(stage.main.lesson)


def shown(stage: Stage, pane: Any) -> str:
    return "\n".join(stage.text(pane))


async def test_a_stop_opens_with_its_note(recorded: Recorded) -> None:
    """Which lesson, which stop, which Python; and nothing that a class need not see."""
    async with given(recorded) as stage:
        header = shown(stage, stage.main.header)

        assert "doubling · double" in header
        assert header.endswith("PREDICT · stop 1/3") and "Python 3." in header
        assert bar(stage)[0] == " The frame is new."
        assert "How many values are there then?" in bar(stage)[2]
        assert "RESUME" not in shown(stage, stage.main.bytecode)
        assert stage.main.source.region.y == stage.main.bytecode.region.y  # side by side


async def test_the_card_is_that_of_the_row_though_some_are_hidden(recorded: Recorded) -> None:
    """RESUME and NULL are left out of the listing, and count all the same."""
    async with given(recorded, at=3) as stage:
        await stage.press("enter")
        screen = stage.app.screen
        assert isinstance(screen, CardScreen)
        told = stage.text(screen.query_one(CardPane))

        assert any(line.startswith("Now       Call ") for line in told)


async def test_what_would_answer_the_question_is_covered(recorded: Recorded) -> None:
    """The sentence says what the instruction does in general, until Enter."""
    async with given(recorded, at=2, size=(120, 40)) as stage:
        assert "8" not in shown(stage, stage.main.sentence)
        assert "covered" in shown(stage, stage.main.sentence)
        letter = next(one.split(")")[0][-1] for one in _choices(stage) if one.split(") ")[1].strip() == "8")
        await stage.press(letter, "enter")

        assert "push 4 * 2 = 8" in shown(stage, stage.main.sentence)
        assert "predicted  ✓" in bar(stage)[3] and "it is" in bar(stage)[3]


def _choices(stage: Stage) -> List[str]:
    """The choices as they are shown: ``a) text``."""
    return re.findall(r"[a-d]\) .+?(?=\s{2,}[a-d]\)|$)", "   ".join(bar(stage)[3:]))


def _letter(stage: Stage, text: str) -> str:
    return next(one[0] for one in _choices(stage) if one[3:].strip() == text)


async def test_wrong_prediction_and_outcome_side_by_side(recorded: Recorded) -> None:
    """With what to say to those who were wrong."""
    async with given(recorded, at=2) as stage:
        await stage.press(_letter(stage, "42"), "enter")

        assert "predicted  ✗" in bar(stage)[3] and "8" in bar(stage)[3]
        assert bar(stage)[4].strip() == "you put the digits side by side"


async def test_without_a_vote_enter_twice(recorded: Recorded) -> None:
    async with given(recorded) as stage:
        await stage.press("enter")
        assert stage.app.shown_state == "asking"
        assert "Enter again" in bar(stage)[-1]
        await stage.press("enter")

        assert stage.app.shown_state == "lesson"
        assert "(no vote)" in "".join(bar(stage))


async def test_answers_are_written_down_where_that_is_wanted(recorded: Recorded, tmp_path: Path) -> None:
    """Until the file can't be written any more, which is said once."""
    path = tmp_path / "log.csv"
    async with given(recorded, at=2, log=PredictionLog(str(path))) as stage:
        await stage.press(_letter(stage, "42"), "enter")
        rows = path.read_text(encoding="utf-8").splitlines()
        assert len(rows) == 2 and ",doubling," in rows[1]
        place, question, first, _, *outcome = rows[1].split(",")[3:]
        assert (place, question, first) == ("stop 2", "What is on top?", "")
        assert outcome == ["42", "8", "no"]

        path.unlink()
        path.mkdir()
        await stage.press("space", "enter", "enter")
        assert stage.app.prediction_log is None
        assert any("can't be written" in one.message for one in stage.app._notifications)


async def test_votes_are_counted_and_voted_again(recorded: Recorded) -> None:
    """Digits count the last letter; after v the first vote stays beside the second."""
    async with given(recorded) as stage:
        await stage.press("a", "1", "2", "c", "7")
        assert "class says  a 12, c 7" in bar(stage)[2]
        await stage.press("v", "b")

        assert "first a 12, c 7" in bar(stage)[2] and "class says  b" in bar(stage)[2]


async def test_digits_go_to_panes_before_a_letter(recorded: Recorded) -> None:
    async with given(recorded) as stage:
        await stage.press("3")
        assert stage.main.stack.has_focus


async def test_a_choice_can_be_clicked(recorded: Recorded) -> None:
    async with given(recorded) as stage:
        await stage.pilot.click("#lesson", offset=(8, 3))
        await stage.settle()
        assert "class says  a" in bar(stage)[2]


async def test_outcome_is_shown_in_the_panes_after_the_last_answer(recorded: Recorded) -> None:
    """The first answer leaves them: what is on top would answer how many there are."""
    async with given(recorded, at=2) as stage:
        before = stage.app.shown
        await stage.press("enter", "enter")
        assert stage.app.shown == before
        await stage.press("space", "enter", "enter")

        assert stage.app.shown is not before
        assert "RETURN_VALUE" in shown(stage, stage.main.sentence)
        assert "it is" in "".join(bar(stage))


async def test_back_shows_vote_and_answer_again(recorded: Recorded) -> None:
    """Until p asks anew."""
    async with given(recorded) as stage:
        await stage.press("a", "enter", "space")
        assert shown(stage, stage.main.header).endswith("stop 2/3")
        await stage.press("pageup")
        assert shown(stage, stage.main.header).endswith("stop 1/3")
        assert "class says  a" in bar(stage)[2] and "it is" in "".join(bar(stage))
        await stage.press("p")

        assert stage.app.shown_state == "asking"
        assert "class says" not in bar(stage)[2]


async def test_an_open_question_is_not_passed_by_accident(recorded: Recorded) -> None:
    async with given(recorded) as stage:
        await stage.press("s", "n", "c", "space")
        assert shown(stage, stage.main.header).endswith("stop 1/3")
        assert "Space again" in bar(stage)[-1]
        await stage.press("space")

        assert shown(stage, stage.main.header).endswith("stop 2/3")


async def test_keys_meant_for_the_stop_before_do_nothing(recorded: Recorded, monkeypatch: Any) -> None:
    monkeypatch.setattr(teaching, "OPENING", 30.0)
    async with given(recorded) as stage:
        await stage.press("enter", "enter", "space", "space")
        assert stage.app.shown_state == "asking"
        assert shown(stage, stage.main.header).endswith("stop 1/3")


async def test_stepping_skips_what_is_hidden_and_stops_at_stops(recorded: Recorded) -> None:
    """ "next" over a call does not pass the stops in it; h shows all there is."""
    async with given(recorded) as stage:
        await stage.press("pageup")
        numbers = []
        while shown(stage, stage.main.header).find("stop 1/3") < 0:
            await stage.press("n")
            assert stage.app.shown is not None
            numbers.append(stage.app.shown.number)
        assert numbers == sorted(set(numbers))
        await stage.press("h")

        assert ("RESUME" in shown(stage, stage.main.bytecode)) is (sys.version_info >= (3, 11))


async def test_output_is_that_of_the_step_shown(recorded: Recorded) -> None:
    """Also after going back."""
    async with given(recorded, at=3, size=(120, 40)) as stage:
        assert stage.text(stage.main.output) == ["start"]
        await stage.press("s")
        assert stage.text(stage.main.output)[:2] == ["start", "8"]
        await stage.press("pageup")

        assert stage.text(stage.main.output) == ["start"]


async def test_end_card(recorded: Recorded) -> None:
    """What to keep, how many came true, what was not reached, and what to try."""
    async with given(recorded, at=2) as stage:
        await stage.press(_letter(stage, "42"), "enter", "space", _letter_of(stage, "double"), "enter")
        await stage.press("space", "space")
        assert isinstance(stage.app.screen, EndCard)
        text = "\n".join(stage.text(stage.app.screen.query_one("#endcard")))

        assert "Doubling is adding." in text
        assert "1 of 2 predictions came true. To look at again: stop 2." in text
        assert "Not reached: 1 stop (line 29 of the file)." in text
        assert "has no instruction for 1 stop (line 32 of the file)." in " ".join(text.split())
        assert "Try this  Write a + a." in text
        await stage.press("pageup")
        assert shown(stage, stage.main.header).endswith("stop 2/3")


def _letter_of(stage: Stage, text: str) -> str:
    """The letter of a choice of the second question, which is not on the screen yet."""
    talk = stage.app.talk
    assert talk is not None and talk.point is not None
    ballot = talk.point.ballots[1]
    return next(ballot.letter(choice) for choice in ballot.choices if choice.text == text)


async def test_a_copy_is_edited_and_run_to_the_same_stop(
    recorded: Recorded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What if; a copy that does not compile is refused and changes nothing."""
    programs = [
        recorded.lesson.program.replace("a * 2", "a *"),
        recorded.lesson.program.replace("(4)", "(7)"),
    ]
    monkeypatch.setattr(editing, "new_copy", lambda name: tmp_path / f"{name}.py")
    monkeypatch.setattr(editing, "editor_command", lambda: ("editor",))
    monkeypatch.setattr(
        PystepApp, "edit", lambda app, command: Path(command[-1]).write_text(programs.pop(0)) and None
    )
    async with given(recorded, at=2) as stage:
        old = stage.app.session
        await stage.press("e")
        await _wait(stage, lambda: any("invalid syntax" in n.message for n in stage.app._notifications))
        assert stage.app.session is old
        await stage.press("e")
        await _wait(stage, lambda: stage.app.session is not old)

        assert shown(stage, stage.main.header).endswith("stop 2/2")  # the third is gone with its line
        assert "7" in shown(stage, stage.main.stack)
        assert "double(7)" in shown(stage, stage.main.source)


async def _wait(stage: Stage, holds: Any) -> None:
    for _ in range(600):
        if holds():
            break
        await asyncio.sleep(0.05)
    await stage.settle()
    assert holds()
