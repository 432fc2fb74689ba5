"""Runs a lesson's program from end to end, through a Session, and keeps every step.

The lesson knows from it where its stops are and what the program answers, before anybody has seen a thing.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from typing import Dict, Iterator, List, NamedTuple, Optional, Set, Tuple

from stepper.lessons.answers import Run
from stepper.lessons.lesson import Lesson, Stop
from stepper.lessons.places import Finder
from stepper.lessons.ranges import Version, version_of
from stepper.lessons.steps import Step, step_of
from stepper.protocol import Crashed, Ended, InputWanted, Launch, Listed, Listing, Ready, Refused, Stopped
from stepper.session import Event, Exited, Output, Session, SessionError

MOST_STEPS = 20_000
SILENCE = 30.0  # seconds without a step until a program is given up
SETTLING = 0.05  # seconds until what the program has printed has surely come through its terminal


class Rehearsal(NamedTuple):
    """What a run has shown."""

    version: Version
    python: str  # "3.12.1"
    run: Run
    reached: Tuple[Tuple[int, Stop], ...]  # step number and stop, in the order of the run
    times: Dict[int, int]  # by a stop's line in the file: how often the run came to its place
    listings: Dict[int, Listing]  # of all code objects, also those that have not run
    ending: str  # "" when the program came to its end; else how it ended, one clause

    def step_of(self, stop: Stop) -> Optional[int]:
        """The number of the step at which a stop is."""
        return next((number for number, reached in self.reached if reached == stop), None)


class NotRehearsed(Exception):
    """The program could not be started; the text is what its interpreter says."""


@contextlib.contextmanager
def written(lesson: Lesson) -> Iterator[Launch]:
    """The lesson's program as a script of its own name, for as long as the context lasts."""
    with tempfile.TemporaryDirectory(prefix="pystep-lesson-") as folder:
        path = os.path.join(folder, f"{lesson.name}.py")
        with open(path, "w", encoding="utf-8", newline="\n") as script:
            script.write(lesson.program)
        yield Launch("script", path, lesson.arguments, "wire")


def rehearse(lesson: Lesson, python: Optional[str] = None) -> Rehearsal:
    """Run the lesson's program on an interpreter (this one by default); NotRehearsed when it can't be."""
    with written(lesson) as launch:
        session = Session(launch, python)
        try:
            return rehearse_in(session, lesson)
        finally:
            session.close()


def rehearse_in(session: Session, lesson: Lesson) -> Rehearsal:
    """Start a session and run it to its end; the session's history has every stop then.

    The number of a stop in the history is that of its step, counted from 1.
    """
    conductor = _Conductor(session, lesson)
    try:
        session.listener = conductor.hear
        session.start()
        if lesson.input:
            session.send_input(lesson.input)
            session.end_input()
        seen = -1
        while not conductor.done.wait(SILENCE):
            if seen == conductor.steps_made:
                conductor.ending = f"has been at one instruction for {SILENCE:.0f} seconds"
                break
            seen = conductor.steps_made
    except SessionError as error:
        raise NotRehearsed(str(error)) from None
    finally:
        session.listener = None
    if conductor.refusal:
        raise NotRehearsed(conductor.refusal)
    return conductor.result()


class _Conductor:
    """Hears the session's events, and lets the program go on from each stop."""

    def __init__(self, session: Session, lesson: Lesson) -> None:
        self.done = threading.Event()
        self.refusal = ""
        self.ending = "has not started"
        self._session = session
        self._lesson = lesson
        self._finder = Finder(())
        self._steps: List[Step] = []
        self._reached: List[Tuple[int, Stop]] = []
        self._output: List[str] = []
        self._printed = 0
        self._version: Version = (0, 0)
        self._asked: Set[int] = set()  # code objects whose listings have been asked for
        self._awaited: Set[int] = set()  # those of them that have not come
        self._held: Optional[Stopped] = None  # the first stop, until they have

    @property
    def steps_made(self) -> int:
        """How far it has come."""
        return len(self._steps)

    def result(self) -> Rehearsal:
        """What has been kept."""
        lesson = self._lesson
        output = "".join(self._output)
        folder = os.path.join(os.path.dirname(self._session.launch.target), "")
        if folder in output:  # warnings and tracebacks tell the file, a lesson's by its name alone
            # Each write is whole before a step: nothing is cut in the middle of the folder's name.
            self._steps = [
                step._replace(printed=len(output[: step.printed].replace(folder, ""))) for step in self._steps
            ]
            output = output.replace(folder, "")
        run = Run(self._steps, output, lesson.program.splitlines())
        times = {stop.line: self._finder.times(stop) for stop in lesson.stops}
        python, listings = self._session.python_version, dict(self._session.listings)
        return Rehearsal(self._version, python, run, tuple(self._reached), times, listings, self.ending)

    def hear(self, event: Event) -> None:
        """Take an event; on the session's reader thread."""
        if isinstance(event, Ready):
            self._version = version_of(event.python)
            self._finder = Finder(self._lesson.stops_on(self._version))
            self.ending = "has not come to its end"
        elif isinstance(event, Stopped):
            if not self._steps and self._ask_for_nested():
                self._held = event
            else:
                self._stopped(event)
        elif isinstance(event, Listed) and self._awaited:
            self._awaited.discard(event.listing.code)
            if not self._ask_for_nested() and self._held is not None:
                self._stopped(self._held)
        elif isinstance(event, Output):
            self._output.append(event.text)
            self._printed += len(event.text)
        elif isinstance(event, InputWanted) and not self._lesson.input:
            self._give_up("waits for input; the head has a line for it: input: the text")
        elif isinstance(event, Ended):
            self.ending = "" if event.text == "finished" else f"ended with {event.text}"
        elif isinstance(event, (Refused, Crashed)):
            self.refusal = event.text
            self.done.set()
        elif isinstance(event, Exited):
            self.done.set()

    def _ask_for_nested(self) -> bool:
        """Have the listings of code sent that may never run, while some are missing; whether they are."""
        for listing in list(self._session.listings.values()):
            for code in listing.nested:
                if code not in self._asked and code not in self._session.listings:
                    self._asked.add(code)
                    self._awaited.add(code)
                    self._session.send_listing(code)
        return bool(self._awaited)

    def _give_up(self, reason: str) -> None:
        self.ending = reason
        self.done.set()

    def _stopped(self, event: Stopped) -> None:
        number = len(self._steps)
        if self.done.is_set():
            return
        if number >= MOST_STEPS:
            self._give_up(f"has not come to its end after {MOST_STEPS} instructions")
            return
        step = step_of(event.snapshot, self._session.listings, number, self._printed)
        settling = 0.0
        if step is not None:
            stops = self._finder.feed(step)
            self._steps.append(step)
            self._reached += [(number, stop) for stop in stops]
            if any(question.kind == "prints" for stop in stops for question in stop.questions):
                settling = SETTLING
        if settling:
            timer = threading.Timer(settling, self._settled)
            timer.daemon = True
            timer.start()
        else:
            self._session.step()

    def _settled(self) -> None:
        """All that was printed before the last step has arrived by now."""
        self._steps[-1] = self._steps[-1]._replace(printed=self._printed)
        with contextlib.suppress(SessionError):  # it has been closed meanwhile
            self._session.step()
