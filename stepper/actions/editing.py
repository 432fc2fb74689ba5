"""What if: the lesson's program in the user's editor, run again to the same stop."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import threading
from pathlib import Path
from typing import List, Optional, Tuple

from platformdirs import user_data_path
from textual.app import SuspendNotSupported

from stepper.actions.predicting import Predicting
from stepper.lessons.edited import with_program
from stepper.lessons.rehearsal import NotRehearsed, rehearse_in
from stepper.lessons.talk import Talk
from stepper.protocol import Launch
from stepper.session import Event, Session

_EDITORS = ("nano", "vim", "vi", "emacs")


class Editing(Predicting):
    """The part of the app that runs a lesson with another program."""

    _copy: Optional[Path] = None

    def hear(self, event: Event) -> None:
        """Take an event of the session."""
        raise NotImplementedError

    def action_edit_lesson(self) -> None:
        talk = self.talk
        if talk is None:
            return
        editor = editor_command()
        if editor is None:
            self.warn("There is no editor: set VISUAL or EDITOR to one.")
            return
        before = talk.lesson.program
        if self._copy is None:
            self._copy = new_copy(talk.lesson.name)
        try:
            self._copy.parent.mkdir(parents=True, exist_ok=True)
            self._copy.write_text(before, encoding="utf-8")
            self.edit([*editor, str(self._copy)])
            text = self._copy.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.warn(f"The copy can't be edited: {error}")
            return
        if text != before:
            self._say("The copy is being run ...")
            threading.Thread(target=self._run_copy, args=(talk, text, self._copy), daemon=True).start()

    def edit(self, command: List[str]) -> None:
        """Run the editor on the terminal."""
        try:
            with self.suspend():
                subprocess.call(command)
        except SuspendNotSupported:
            self.warn("The editor needs a terminal of its own here.")

    def _run_copy(self, talk: Talk, text: str, copy: Path) -> None:
        """Rehearse the copy, on a thread of its own: the screen goes on meanwhile."""
        lesson = with_program(talk.lesson, text)
        session = Session(Launch("script", str(copy), lesson.arguments, "wire"), self.session.python)
        try:
            new = Talk(lesson, rehearse_in(session, lesson))
        except NotRehearsed as error:
            session.close()
            self.call_from_thread(self._refuse_copy, str(error))
            return
        self.call_from_thread(self._give_copy, session, new, copy)

    def _refuse_copy(self, reason: str) -> None:
        self._say("")
        self.warn(reason)

    def _give_copy(self, session: Session, talk: Talk, copy: Path) -> None:
        """Go on with the copy, at the same stop if it has one."""
        old, old_talk = self.session, self.talk
        self.session, self.talk = session, talk
        old.close()
        session.listener = self.hear
        at = 1
        if old_talk is not None and old_talk.point is not None:
            heading, at = old_talk.point.stop.heading, old_talk.at + 1
            numbers = [n for n, point in enumerate(talk.points, 1) if point.stop.heading == heading]
            at = numbers[0] if numbers else max(min(at, len(talk.points)), 1)
        self.shown = None
        self.begin_lesson(at)
        if talk.rehearsal.ending:
            self.warn(f"The program {talk.rehearsal.ending}.")
        self.notify(self.look.text(f"Saved as {copy}"), markup=False)


def editor_command() -> Optional[Tuple[str, ...]]:
    """The user's editor: VISUAL, EDITOR, or one that is found."""
    for name in ("VISUAL", "EDITOR"):
        words = shlex.split(os.environ.get(name, ""))
        if words:
            return tuple(words)
    found = next((editor for editor in _EDITORS if shutil.which(editor)), None)
    return (found,) if found else None


def new_copy(name: str) -> Path:
    """A file for the copy of a lesson's program that is not there yet; its name is the program's own."""
    folder = user_data_path("pystep") / "lessons"
    number = 1
    while (folder / f"{number}" / f"{name}.py").exists():
        number += 1
    return folder / f"{number}" / f"{name}.py"
