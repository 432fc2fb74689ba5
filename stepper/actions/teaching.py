"""Giving a lesson: the commands that go from stop to stop, ask, take votes and reveal."""

from __future__ import annotations

from time import monotonic
from typing import Optional

from textual.widgets import Input

from stepper.actions.going import GoingTo
from stepper.commands import ASKING, LESSON
from stepper.lessons.plain import is_unseen
from stepper.lessons.predictionlog import PredictionLog
from stepper.lessons.talk import Ballot, Point, Talk
from stepper.messages import VoteClicked
from stepper.panes.lessonbar import Answered, Card
from stepper.screens.endcard import EndCard, absence

OPENING = 0.3  # seconds after a stop has opened in which keys meant for the one before do nothing


class Teaching(GoingTo):
    """The part of the app that gives a lesson. All its stops are recorded: it only looks at them."""

    talk: Optional[Talk] = None
    prediction_log: Optional[PredictionLog] = None
    program = ""  # the name of the lesson, or of the program
    _opened = 0.0
    _hint = ""
    _leaving = False  # asked to go on without the answer

    @property
    def ballot(self) -> Optional[Ballot]:
        """The question on the screen."""
        return self.talk.ballot if self.talk is not None else None

    @property
    def is_asking(self) -> bool:
        """Whether a question waits for its answer: what would give it away is covered."""
        return self.ballot is not None and not self.ballot.revealed

    # ---- showing ----

    def begin_lesson(self, at: int) -> None:
        """Open the lesson at its stop number *at*, counted from 1."""
        talk = self.talk
        assert talk is not None
        self.scenes.plain = not talk.lesson.shows_all
        self.main.begin_lesson(talk.lesson.name, talk.rehearsal.python)
        if talk.absent:
            self.warn(f"{absence(talk)}: left out.")
        if talk.missing:
            self.warn(f"{len(talk.missing)} of its stops are not reached in this run.")
        if talk.points:
            self._open(min(at, len(talk.points)) - 1)
        else:
            self.look_at(self.session.history.first)

    def _open(self, index: int) -> None:
        """Show a stop of the lesson."""
        assert self.talk is not None
        self._opened, self._leaving, self._hint = monotonic(), False, ""
        self.look_at(self.talk.go(index) + 1)

    def look_at(self, number: int, index: int = 0) -> None:
        number = self._seen(number) if not index else number
        if self.talk is not None:
            self.talk.moved(number - 1)
        self._look(number, index)

    def _look(self, number: int, index: int = 0) -> None:
        self.scenes.cover = self.ballot.question.kind if self.is_asking and self.ballot is not None else ""
        if self.talk is not None and self.talk.point is not None:
            self.main.show_tab(_tab(self.talk.point))
        super().look_at(number, index)

    def _seen(self, number: int) -> int:
        """That stop, or the next one in the direction of the walk that is not stepped through unseen."""
        kept = self.session.history
        if not self.scenes.plain or self.shown is None:
            return number
        way = -1 if number < self.shown.number else 1
        while number in kept and self._is_unseen(number):
            number += way
        return number if number in kept else self.shown.number

    def _is_unseen(self, number: int) -> bool:
        stop = self.session.history[number]
        view = stop.view
        named = self.talk is not None and any(point.step == number - 1 for point in self.talk.points)
        listing = self.session.listings.get(view.header.code) if view is not None else None
        return not named and is_unseen(stop, listing)

    def replay(self, how: str, offset: int = -1) -> None:
        """In a lesson no way to go on passes its next stop."""
        if self.is_asking:
            self.stop_playing()
        elif self.talk is None or self.shown is None:
            super().replay(how, offset)
        elif how == "continue":
            self.action_next_stop()
        else:
            number = self.forward_to(how, offset)
            here = self.shown.number
            steps = [point.step + 1 for point in self.talk.points]
            self.look_at(min([step for step in steps if here < step < number], default=number))

    def settle_lesson(self) -> bool:
        """Show what belongs to the lesson beside the panes; whether there is one."""
        talk = self.talk
        if talk is None or self.shown is None:
            return False
        number = 0 if talk.point is None else talk.at + 1
        status = f"stop {number}/{len(talk.points)}"
        self.settle(ASKING if self.is_asking else LESSON, status=status)
        self.main.lesson.show(self._card())
        run = talk.rehearsal.run
        step = min(self.shown.number, len(run.steps)) - 1
        self.main.show_output_so_far(run.output[: run.steps[step].printed])
        return True

    def _card(self) -> Card:
        talk = self.talk
        assert talk is not None and self.shown is not None
        point = talk.point
        if point is None or talk.between:
            return Card(note=self._on_the_way(), hint=self._hint)
        note = point.stop.note(talk.version)
        return card_of(self.ballot, note, self._hint) if self.ballot else Card(note=note, hint=self._hint)

    def _on_the_way(self) -> str:
        talk = self.talk
        assert talk is not None
        if talk.at < 0:
            return talk.lesson.goal
        index = talk.next_point()
        there = "the last stop is behind us" if index is None else f"stop {index + 1} is ahead"
        return f"Between the stops: {there}."

    # ---- commands ----

    def allows(self, action: str) -> bool:
        """Whether a command does something now, beyond what the state says."""
        return True

    def takes_lesson_keys(self, action: str) -> bool:
        """Whether the keys of lessons are theirs: not while something is typed, or another screen is open."""
        if self.screen is not self.main or isinstance(self.focused, Input):
            return False
        return action != "count" or (self.ballot is not None and bool(self.ballot.last))

    def action_plain(self) -> None:
        self.scenes.plain = not self.scenes.plain
        if self.shown is not None:
            self._look(self.shown.number, self.shown.selected)

    def action_next_stop(self) -> None:
        talk = self.talk
        if monotonic() - self._opened < OPENING:
            return
        if self.is_asking and not self._leaving:
            self._leaving = True
            self._say("The question is open: Enter reveals the answer, Space again goes on without it.")
            return
        if talk is None:
            return
        if talk.next_question():
            point = talk.point
            assert point is not None
            self._opened, self._leaving, self._hint = monotonic(), False, ""
            self._look(point.step + 1)
            return
        index = talk.next_point()
        if index is not None:
            self._open(index)
        else:
            self.push_screen(EndCard(self.look, talk), self._left_card)

    def _left_card(self, then: Optional[str]) -> None:
        if then:
            self.call_later(self.run_action, then)

    def action_previous_stop(self) -> None:
        talk = self.talk
        index = talk.previous_point() if talk is not None else None
        if index is not None:
            self._open(index)
        elif talk is not None:
            self.look_at(self.session.history.first)

    def action_vote(self, letter: str) -> None:
        if self.ballot is not None:
            self.ballot.vote(letter)
            self._voted()

    def action_count(self, digit: str) -> None:
        if self.ballot is not None:
            self.ballot.count(int(digit))
            self._voted()

    def action_vote_again(self) -> None:
        if self.ballot is not None:
            self.ballot.vote_again()
            self._voted()

    def on_vote_clicked(self, message: VoteClicked) -> None:
        if self.is_asking:
            self.action_vote(message.letter)

    def _voted(self) -> None:
        self._leaving = False
        self._say("")

    def _say(self, hint: str) -> None:
        """Another hint, or none, in the rows of the lesson."""
        self._hint = hint
        self.show_card()

    def show_card(self) -> None:
        """Show the lesson's rows as they stand."""
        if self.talk is not None:
            self.main.lesson.show(self._card())

    def action_reveal(self) -> None:
        ballot = self.ballot
        if ballot is None or monotonic() - self._opened < OPENING:
            return
        if not ballot.reveal():
            self._say("No vote: Enter again reveals the answer.")
            return
        self._hint = ""
        self._revealed()

    def _revealed(self) -> None:
        talk = self.talk
        assert talk is not None and talk.point is not None
        self.log_answer(f"stop {talk.at + 1}")
        step = talk.outcome()
        self._look((talk.point.step if step is None else step) + 1)

    def log_answer(self, place: str) -> None:
        """Write down the question that has just been answered, where that is wanted."""
        log, ballot = self.prediction_log, self.ballot
        if log is None or ballot is None:
            return
        try:
            log.add(self.program, self.session.python_version, place, ballot)
        except OSError as error:
            self.warn(f"{log.path} can't be written: {error.strerror}. Predictions are not kept any more.")
            self.prediction_log = None

    def action_ask_again(self) -> None:
        if self.talk is not None and self.talk.point is not None:
            for ballot in self.talk.point.ballots:
                ballot.ask_again()
            self._open(self.talk.at)


def card_of(ballot: Ballot, note: str, hint: str) -> Card:
    """A question as the lesson's rows show it."""
    answered = None
    if ballot.revealed:
        chosen, right = ballot.chosen, ballot.right
        answered = Answered(
            f"{ballot.letter(chosen)}) {chosen.text}" if chosen else "",
            chosen is not None and chosen.right,
            chosen.comment if chosen else "",
            f"{ballot.letter(right)}) {right.text}",
        )
    choices = tuple((ballot.letter(choice), choice.text) for choice in ballot.choices)
    return Card(note, ballot.question.text, choices, ballot.vote_text, ballot.first, answered, hint)


_HANDLERS = frozenset(
    {"setup", "unsetup", "raise", "reraise", "matches", "handled", "exit-with", "enter-with"}
)
_FRAMES = frozenset({"call", "return", "yield", "delegate", "await", "class"})


def _tab(point: Point) -> str:
    """The pane of the state that a stop is about, where there is room for one of them only."""
    place, kinds = point.stop.place, {ballot.question.kind for ballot in point.ballots}
    if "handler" in kinds or place.way == "caught" or place.word in _HANDLERS:
        return "blocks"
    if "frame" in kinds or place.way in ("enter", "leave") or place.word in _FRAMES:
        return "frames"
    return "locals"
