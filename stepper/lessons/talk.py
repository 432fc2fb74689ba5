"""A lesson being given: at which stop it is, what the class has said, and what was shown. Of no front end.

Where the stops are and what the answers are is known from the rehearsal; kept here is the class's part.
"""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Optional, Tuple

from stepper.lessons.answers import NoAnswer, outcome
from stepper.lessons.choices import Choice, choices, letters
from stepper.lessons.lesson import Lesson, Question, Stop
from stepper.lessons.places import can_be
from stepper.lessons.rehearsal import Rehearsal


class Ballot:
    """One question as it is asked: its choices, the votes, and whether it has been answered."""

    def __init__(self, question: Question, offered: Tuple[Choice, ...], outcome: int) -> None:
        self.question = question
        self.choices = offered
        self.outcome = outcome  # the step that shows the answer
        self.ask_again()

    def ask_again(self) -> None:
        """Forget what was said."""
        self.first = ""  # the vote before the discussion
        self.votes: Dict[str, int] = {}  # letter: how many; 0 where nobody has counted
        self.last = ""  # the letter voted last, which digits count
        self.revealed = False
        self.warned = False  # that nobody has voted

    def vote(self, letter: str) -> None:
        """The class says a letter. Letters that were counted stay beside it."""
        if letter in letters(len(self.choices)) and not self.revealed:
            self.votes = {other: count for other, count in self.votes.items() if count and other != letter}
            self.votes[letter] = 0
            self.last, self.warned = letter, False

    def count(self, digit: int) -> None:
        """One more digit of how many said the last letter."""
        if self.last and not self.revealed:
            self.votes[self.last] = (self.votes[self.last] * 10 + digit) % 1000

    def vote_again(self) -> None:
        """After a discussion: the first vote is kept beside the second."""
        if self.votes and not self.revealed:
            self.first, self.votes, self.last = self.vote_text, {}, ""

    def reveal(self) -> bool:
        """Show the answer; without a vote it takes asking twice. Whether it is shown."""
        if self.votes or self.first or self.warned:
            self.revealed = True
        self.warned = True
        return self.revealed

    @property
    def vote_text(self) -> str:
        """What the class says: ``c``, or ``a 12, c 7``."""
        return ", ".join(
            f"{letter} {count}" if count else letter for letter, count in sorted(self.votes.items())
        )

    @property
    def chosen(self) -> Optional[Choice]:
        """What most say; None without a vote."""
        if not self.votes:
            return None
        letter = max(self.votes, key=lambda letter: (self.votes[letter], letter == self.last))
        return self.choices[letters(len(self.choices)).index(letter)]

    @property
    def right(self) -> Choice:
        """The true answer."""
        return next(choice for choice in self.choices if choice.right)

    def letter(self, choice: Choice) -> str:
        """The key of a choice."""
        return letters(len(self.choices))[self.choices.index(choice)]


class Point(NamedTuple):
    """A stop that the run comes to."""

    step: int
    stop: Stop
    ballots: Tuple[Ballot, ...]


class Talk:
    """The lesson, one stop after the other."""

    def __init__(self, lesson: Lesson, rehearsal: Rehearsal) -> None:
        self.lesson = lesson
        self.rehearsal = rehearsal
        self.points = tuple(
            Point(step, stop, tuple(_ballots(stop, step, rehearsal))) for step, stop in rehearsal.reached
        )
        self.at = -1  # index of the point being shown, or passed last
        self.asking = 0  # index of the ballot being shown
        self.between = True  # the screen shows another step than the point's

    # ---- where it is ----

    @property
    def point(self) -> Optional[Point]:
        """The stop being talked about; None before the first."""
        return self.points[self.at] if 0 <= self.at < len(self.points) else None

    @property
    def ballot(self) -> Optional[Ballot]:
        """The question on the screen."""
        point = self.point
        return (
            point.ballots[self.asking] if point is not None and point.ballots and not self.between else None
        )

    @property
    def is_open(self) -> bool:
        """Whether a question waits for its answer."""
        return self.ballot is not None and not self.ballot.revealed

    def go(self, index: int) -> int:
        """Go to a point by its index; the step to show."""
        self.at, self.between = index, False
        ballots = self.points[index].ballots
        self.asking = next((n for n, ballot in enumerate(ballots) if not ballot.revealed), 0)
        return self.points[index].step

    def moved(self, step: int) -> None:
        """The screen shows another step: there may be a stop there."""
        point = self.point
        if point is not None and point.step == step:
            self.between = False
            return
        here = next((index for index, other in enumerate(self.points) if other.step == step), None)
        if here is not None:
            self.go(here)
            return
        self.at = max((index for index, other in enumerate(self.points) if other.step < step), default=-1)
        self.between = True

    # ---- going on ----

    def next_question(self) -> bool:
        """Go to the next question of this stop; whether there is one."""
        point = self.point
        if self.ballot is None or point is None or self.asking + 1 >= len(point.ballots):
            return False
        self.asking += 1
        return True

    def next_point(self) -> Optional[int]:
        """The index of the stop after this one; None after the last."""
        return self.at + 1 if self.at + 1 < len(self.points) else None

    def previous_point(self) -> Optional[int]:
        """The index of the stop before what is shown; None before the first."""
        index = self.at if self.between else self.at - 1
        return index if index >= 0 else None

    def outcome(self) -> Optional[int]:
        """The step that shows the answers just revealed, unless the next stop comes before it."""
        point = self.point
        if point is None or not point.ballots or not all(ballot.revealed for ballot in point.ballots):
            return None
        step = max(ballot.outcome for ballot in point.ballots)
        index = self.next_point()
        if index is not None and self.points[index].step < step:
            return None
        return step if step > point.step else None

    # ---- the end ----

    @property
    def version(self) -> Tuple[int, int]:
        """The Python of the run."""
        return self.rehearsal.version

    @property
    def missing(self) -> Tuple[Stop, ...]:
        """The stops of this version that the run does not come to, and another run might."""
        return tuple(stop for stop in self._unreached() if self._can_be(stop))

    @property
    def absent(self) -> Tuple[Stop, ...]:
        """The stops for which this Python has compiled no instruction."""
        return tuple(stop for stop in self._unreached() if not self._can_be(stop))

    def _unreached(self) -> List[Stop]:
        reached = [point.stop for point in self.points]
        return [stop for stop in self.lesson.stops_on(self.version) if stop not in reached]

    def _can_be(self, stop: Stop) -> bool:
        return can_be(stop.place, self.rehearsal.listings.values())

    def ask_again(self) -> None:
        """Forget all votes and go to the beginning."""
        for point in self.points:
            for ballot in point.ballots:
                ballot.ask_again()
        self.at, self.between = -1, True

    def score(self) -> Tuple[int, int, List[int]]:
        """Predictions that came true, predictions made, and the stops to look at again, counted from 1."""
        right, made, again = 0, 0, []
        for number, point in enumerate(self.points, 1):
            chosen = [ballot.chosen for ballot in point.ballots if ballot.revealed and ballot.chosen]
            made += len(chosen)
            right += sum(choice.right for choice in chosen)
            if not all(choice.right for choice in chosen):
                again.append(number)
        return right, made, again


def _ballots(stop: Stop, step: int, rehearsal: Rehearsal) -> List[Ballot]:
    """The questions of a stop that have an answer in this run."""
    found = []
    for question in stop.asked(rehearsal.version):
        offered = choices(question, rehearsal.run, step, rehearsal.version)
        if len(offered) > 1:
            try:
                found.append(Ballot(question, offered, outcome(question.kind, rehearsal.run, step)))
            except NoAnswer:
                continue
    return found
