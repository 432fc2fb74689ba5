"""Predictions without a lesson: on any program, at any instruction.

To know the answer the instruction is run before it is asked about; what it has done is recorded and stays
covered, its output included, until the answer is revealed.
"""

from __future__ import annotations

from time import monotonic
from typing import List, Optional

from stepper.actions.teaching import Teaching, card_of
from stepper.commands import ASKING, PREDICTING
from stepper.lessons.guess import guess
from stepper.lessons.ranges import version_of
from stepper.lessons.steps import Step, step_of
from stepper.lessons.talk import Ballot
from stepper.panes.lessonbar import Card

_NOTE = "Predict what the next instruction does; Enter uncovers it."


class Predicting(Teaching):
    """The part of the app that asks about whatever the program does."""

    predicting = False
    guessed: Optional[Ballot] = None
    _at = 0  # the stop that is asked about
    _runs_ahead = False  # the program runs the instruction that is asked about
    _right = _made = 0
    _plain_before = False

    @property
    def ballot(self) -> Optional[Ballot]:
        return self.guessed if self.predicting else super().ballot

    @property
    def withholds_output(self) -> bool:
        """Whether what is printed would give an answer away."""
        return self.predicting and (self._runs_ahead or self.is_asking)

    def flush_output(self) -> None:
        """Show the output that has been kept back."""
        raise NotImplementedError

    def allows(self, action: str) -> bool:
        if action == "predict":
            return self.talk is None and super().allows(action)
        if action in ("ask_again", "edit_lesson"):
            return self.talk is not None and super().allows(action)
        return super().allows(action)

    # ---- asking ----

    def action_predict(self) -> None:
        if self.predicting:
            self._end_predicting()
            return
        self.predicting, self._right, self._made = True, 0, 0
        self._plain_before, self.scenes.plain = self.scenes.plain, True
        self.main.make_room(True)
        self.ask()

    def _end_predicting(self) -> None:
        if self._made:
            self.notify(f"{self._right} of {self._made} predictions came true.", markup=False)
        self.predicting, self.guessed = False, None
        self.scenes.plain = self._plain_before
        self.main.lesson.show(Card())
        self.main.make_room(False)
        self.flush_output()
        self._look(self._at if self.shown is None else self.shown.number)

    def ask(self) -> None:
        """Ask about the instruction that is shown."""
        if self.predicting and self.shown is not None and not self.shown.selected and not self._runs_ahead:
            self._at, self.guessed = self.shown.number, None
            self._find_outcome()

    def _find_outcome(self) -> None:
        """Look for the next stop that a class sees, and let the program run to it if it is not recorded."""
        kept = self.session.history
        number = self._at + 1
        while number in kept and (kept[number].exception is not None or self._is_unseen(number)):
            number += 1
        if number in kept:
            self._open_guess(number, False)
        elif self.session.state == "paused":
            self._runs_ahead = True
            self._request(self.session.step)
        elif self.session.state == "ended":
            self._open_guess(kept.last, True)

    def ran_ahead(self) -> bool:
        """The program has stopped or ended; whether it was run for a question, and is not to be shown."""
        if not self._runs_ahead:
            return False
        self._runs_ahead = False
        self._find_outcome()
        return True

    def stop_running_ahead(self) -> None:
        """The program wants something of the user: it is shown as it goes on."""
        self._runs_ahead = False

    def _open_guess(self, last: int, ended: bool) -> None:
        kept, listings = self.session.history, self.session.listings
        if self._is_unseen(self._at) and not ended:
            self._look(last)
            self.ask()
            return
        steps: List[Step] = []
        for number in range(self._at, last + 1):
            step = step_of(kept[number], listings, len(steps), 0)
            if step is not None:
                steps.append(step)
        view = kept[self._at].view
        listing = listings.get(view.header.code) if view is not None else None
        if not steps:
            return
        self.guessed = guess(steps, 0, ended, listing, version_of(self.session.python_version))
        self._opened, self._leaving, self._hint = monotonic(), False, ""
        self.main.show_tab("frames" if self.guessed.question.kind == "frame" else "locals")
        self._look(self._at)

    # ---- showing ----

    def look_at(self, number: int, index: int = 0) -> None:
        self.guessed = None if self.predicting else self.guessed
        super().look_at(number, index)
        self.ask()

    def settle_lesson(self) -> bool:
        if not self.predicting or self.shown is None:
            return super().settle_lesson()
        self.settle(ASKING if self.is_asking else PREDICTING, status=f"step {self.shown.number}")
        self.show_card()
        return True

    def show_card(self) -> None:
        if not self.predicting:
            super().show_card()
        elif self.guessed is not None:
            self.main.lesson.show(card_of(self.guessed, _NOTE, self._hint))

    def _revealed(self) -> None:
        if not self.predicting or self.guessed is None:
            super()._revealed()
            return
        chosen = self.guessed.chosen
        self._made += chosen is not None
        self._right += chosen is not None and chosen.right
        self.log_answer(f"step {self._at}")
        self.flush_output()
        self._look(self._at + self.guessed.outcome)

    # ---- going on ----

    def go_on(self, how: str) -> None:
        if how != "step" or not self.ask_next():
            super().go_on(how)

    def ask_next(self) -> bool:
        """After an answer, going on means the next question; whether that is so."""
        if not self.predicting or self.shown is None:
            return False
        if self.is_asking:
            self.stop_playing()
            return True
        kept = self.session.history
        if self.session.state == "ended" and self.shown.number >= kept.last:
            self._end_predicting()
        else:
            self.ask()
        return True

    def action_next_stop(self) -> None:
        if not self.predicting or (self.is_asking and not self._leaving):
            super().action_next_stop()
        elif self.guessed is not None and not self.guessed.revealed:
            self.guessed.warned = True
            self.guessed.reveal()
            self._revealed()
        else:
            self.ask_next()

    def action_previous_stop(self) -> None:
        if self.predicting:
            self.action_step_back()
        else:
            super().action_previous_stop()
