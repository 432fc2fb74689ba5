"""The lesson's own rows: the note at a stop, and its question with the choices, the votes and the answer."""

from __future__ import annotations

from typing import Any, List, NamedTuple, Optional, Sequence, Tuple

from rich.cells import cell_len
from textual.events import Click

from stepper import glyphs
from stepper.messages import VoteClicked
from stepper.panes.bar import Bar
from stepper.panes.look import Line, Look, Span
from stepper.panes.text import cut, fit, wrap

MOST_NOTE = 2  # rows


class Answered(NamedTuple):
    """Prediction and outcome, side by side."""

    predicted: str  # "" without a vote
    came_true: bool
    comment: str
    outcome: str


class Card(NamedTuple):
    """What the rows say. All may be empty."""

    note: str = ""
    question: str = ""
    choices: Tuple[Tuple[str, str], ...] = ()  # letter and text
    votes: str = ""
    first: str = ""  # the vote before the discussion
    answered: Optional[Answered] = None
    hint: str = ""


class LessonBar(Bar):
    """As many rows as there is to say, above the footer."""

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(look, **options)
        self._card = Card()
        self._places: List[Tuple[int, int, int, str]] = []  # row, first cell, end, letter

    def show(self, card: Card) -> None:
        """Show a card; an empty one takes no room."""
        self._card = card
        self.display = card != Card()
        self._fit()
        self.refresh_rows()

    def _fit(self) -> None:
        """Take the rows that there are; a change lays the screen out anew, so only when there is one."""
        height = max(len(self.lay_out()), 1)
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height

    def lay_out(self) -> Sequence[Line]:
        card, width = self._card, max(self.size.width or self.app.size.width, 20)
        self._places = []
        rows = [Line(((text, "sentence"),), "band") for text in self._note(card.note, width)]
        if card.question:
            rows.append(self._question(card, width))
            rows += (
                self._answer(card.answered, width) if card.answered else self._choices(len(rows), card, width)
            )
        if card.hint:
            rows.append(Line(((f" {card.hint}", "effect"),)))
        return rows

    def _note(self, note: str, width: int) -> List[str]:
        if not note:
            return []
        lines = wrap(note, width - 2, width - 2)
        if len(lines) > MOST_NOTE:
            lines = [*lines[: MOST_NOTE - 1], cut(" ".join(lines[MOST_NOTE - 1 :]), width - 2)]
        # Always as many rows, so that the panes above keep their places.
        return [f" {line}" for line in (*lines, *[""] * (MOST_NOTE - len(lines)))]

    def _question(self, card: Card, width: int) -> Line:
        votes: List[Span] = []
        if card.first:
            votes += [(f"first {card.first}  ", "effect")]
        if card.votes:
            votes += [("class says ", "label"), (f" {card.votes} ", "reason")]
        taken = sum(cell_len(text) for text, _ in votes)
        text = fit(card.question, max(width - taken - 5, 1))
        return Line(((" ? ", "mnemonic"), (f" {text} ", "strong"), *votes))

    def _choices(self, row: int, card: Card, width: int) -> List[Line]:
        """In two columns where they fit, else one below the other."""
        half = (width - 4) // 2
        longest = max(cell_len(self.look.text(text)) for _, text in card.choices) + 3
        columns = 2 if longest <= half - 1 else 1
        rows: List[Line] = []
        for start in range(0, len(card.choices), columns):
            spans: List[Span] = [("    ", "")]
            for column, (letter, text) in enumerate(card.choices[start : start + columns]):
                room = half if columns == 2 else width - 5
                shown = fit(self.look.text(text), room - 3)
                spans += [(f"{letter}) ", "key"), (shown, "strong" if letter in card.votes else "label")]
                self._places.append((row + len(rows), 4 + column * half, 4 + column * half + room, letter))
            rows.append(Line(tuple(spans)))
        return rows

    def _answer(self, answered: Answered, width: int) -> List[Line]:
        """Prediction at the left, outcome at the right; below what to say to those who were wrong."""
        half = width // 2
        left: List[Span] = [("    (no vote)", "effect")]
        if answered.predicted:
            mark, role = (glyphs.JUMPS, "paused") if answered.came_true else (glyphs.FALLS, "alarm")
            left = [("    predicted ", "label"), (f" {mark} ", role), (f" {answered.predicted}", "strong")]
        right: List[Span] = [(" it is ", "label"), (f" {answered.outcome}", "new")]
        taken = sum(cell_len(text) for text, _ in left)
        rows: List[Line] = []
        if taken < half and sum(cell_len(text) for text, _ in right) <= width - half:
            rows.append(Line((*left, (" " * (half - taken), ""), *right)))
        else:
            rows += [Line(tuple(left)), Line((("   ", ""), *right))]
        comment = answered.comment
        rows.append(Line(((f"    {comment}", "reason" if comment and not answered.came_true else "effect"),)))
        return rows

    def on_click(self, event: Click) -> None:
        for row, start, end, letter in self._places:
            if event.y == row and start <= event.x < end:
                self.post_message(VoteClicked(letter))


__all__ = ["Answered", "Card", "LessonBar"]
