"""The card at the end of a lesson: the sentence to keep, the predictions, and one change to try."""

from __future__ import annotations

from typing import ClassVar, List, Sequence

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.screen import ModalScreen

from stepper.lessons.lesson import Stop
from stepper.lessons.talk import Talk
from stepper.panes.look import BLANK, Line, Look, plain
from stepper.panes.rows import RowsPane
from stepper.panes.text import wrap


class EndPane(RowsPane):
    """The card's rows."""

    def __init__(self, look: Look, talk: Talk) -> None:
        super().__init__(look, "End", "of the lesson", id="endcard", classes="pane")
        self._talk = talk

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        rows = self._rows_of(max(self.size.width - 2, 10))
        self.set_rows(rows)
        self.styles.height = len(rows) + 2
        self.border_subtitle = self.look.text("PgUp goes back   e edits a copy   Esc closes   q leaves")

    def _rows_of(self, width: int) -> List[Line]:
        lesson = self._talk.lesson
        rows = [plain((f" {lesson.title}", "title")), BLANK]
        for text, role in ((lesson.say, "sentence"), (self._score(), "label"), (self._missing(), "reason")):
            if text:
                rows += [plain((f" {line}", role)) for line in wrap(text, width, width)] + [BLANK]
        if lesson.modify:
            first, *others = wrap(lesson.modify, width, width - 10)
            rows.append(plain((" Try this ", "mnemonic"), (f" {first}", "strong")))
            rows += [plain((f" {line}", "strong")) for line in others]
        return rows

    def _score(self) -> str:
        right, made, again = self._talk.score()
        if not made:
            return ""
        text = f"{right} of {made} predictions came true."
        return f"{text} To look at again: {_stops(again)}." if again else text

    def _missing(self) -> str:
        """What the run has not come to, and what it could not come to."""
        missing = self._talk.missing
        texts = [f"Not reached: {_places(missing)}."] if missing else []
        return " ".join([*texts, f"{absence(self._talk)}."] if self._talk.absent else texts)


def absence(talk: Talk) -> str:
    """That this Python has no instruction for some stops; one clause."""
    return f"Python {'{}.{}'.format(*talk.version)} has no instruction for {_places(talk.absent)}"


def _places(stops: Sequence[Stop]) -> str:
    lines, many = ", ".join(str(stop.line) for stop in stops), "s" * (len(stops) > 1)
    return f"{len(stops)} stop{many} (line{many} {lines} of the file)"


def _stops(numbers: List[int]) -> str:
    return f"stop{'s' * (len(numbers) > 1)} " + ", ".join(map(str, numbers))


class EndCard(ModalScreen[str]):
    """Over the main screen, until a key or a click beside it; it is left with an action of the app, or ""."""

    BINDINGS: ClassVar[List[BindingType]] = [
        # Before those of the pane, which would scroll.
        Binding("escape,enter,space,pagedown", "leave('')", "Close", priority=True),
        Binding("pageup,b", "leave('previous_stop')", "Back", priority=True),
        Binding("e", "leave('edit_lesson')", "Edit"),
        Binding("q", "leave('quit')", "Quit"),
    ]
    AUTO_FOCUS = "#endcard"

    def __init__(self, look: Look, talk: Talk) -> None:
        super().__init__()
        self.look = look
        self._talk = talk

    def compose(self) -> ComposeResult:
        yield EndPane(self.look, self._talk)

    def action_leave(self, then: str) -> None:
        self.dismiss(then)

    def on_click(self, event: Click) -> None:
        if event.widget is self:
            self.dismiss("")
