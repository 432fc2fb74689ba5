"""Watch expressions and the console: what the user wants to know of a frame, or to change in it."""

from __future__ import annotations

from typing import Dict, List, Optional, Sequence, Tuple

from stepper.actions.keeping import Keeping
from stepper.actions.running import Running
from stepper.messages import PartsWanted, SceneShown, ValueChosen, WatchEdited, WatchRemoved
from stepper.panes.askrow import AskRow
from stepper.questions import Completed, Evaluated, Evaluation, Executed, Inspected, Opened, Part
from stepper.screens.inspector import InspectorScreen

WATCH, CONSOLE, FILTER = "Watch", ">>>", "Only names with"
FILTER_HINT = "Enter shows them   * shows all   Esc leaves it as it is"
WATCH_HINT = "Enter watches it   Esc leaves   an expression, told in the selected frame at every stop"
CONSOLE_HINT = "Enter runs it   Tab completes   Up and Down recall   STACK[-1] is the top   Esc leaves"
KEPT = 2000  # stops whose values are remembered
RECALLED = 500  # lines of the console

Results = Tuple[Evaluation, ...]


class Evaluating(Running, Keeping):
    """The part of the app that asks for values."""

    def __init__(self, theme: str, ascii: bool) -> None:
        super().__init__(theme, ascii)
        self._watches: List[str] = []
        self._edited_watch: Optional[str] = None  # the expression whose words are in the row; None: a new one
        self._told: Dict[int, Results] = {}  # by number of the stop, the oldest first
        self._shown_results: Results = ()
        self._before: Results = ()
        self._at = 0  # the number of the stop that ``_shown_results`` is of
        self._lines: List[str] = []
        self._recalled = 0  # how far back the line in the row is
        self._is_executing = False
        self._opening: Optional[Tuple[str, Part]] = None  # root and value whose parts have been asked for

    # ---- watches ----

    def begin_watching(self, texts: Sequence[str]) -> None:
        """Watch the expressions of an earlier run."""
        self._watches = list(texts)

    def action_watch(self) -> None:
        self._edit_watch(self.main.watches.text if self.main.watches.has_focus else None)

    def on_watch_edited(self, message: WatchEdited) -> None:
        self._edit_watch(message.text)

    def on_watch_removed(self, message: WatchRemoved) -> None:
        self._watches.remove(message.text)
        self._watches_changed()

    def _edit_watch(self, text: Optional[str]) -> None:
        self._edited_watch = text
        self.main.ask(WATCH, text or "", WATCH_HINT)

    def _watch(self, text: str) -> None:
        self.main.ask(None)
        if self._edited_watch in self._watches:
            self._watches[self._watches.index(self._edited_watch)] = text
        elif text not in self._watches:
            self._watches.append(text)
        self._watches_changed()
        self._ask_for_values()

    def on_scene_shown(self, message: SceneShown) -> None:
        """Another stop or frame is on the screen: so are its values, as far as they are known."""
        self._recall(message.number, message.selected)
        if self._watches:
            self._show_watches()
            self._ask_for_values()

    def _recall(self, number: int, selected: int) -> None:
        if number == 1:
            self._told.clear()  # of an earlier life
        if number != self._at:
            self._before, self._at = self._shown_results, number
        self._shown_results = self._told.get(number, ()) if selected == 0 else ()

    def _ask_for_values(self) -> None:
        if self._watches and self.shown is not None and self.session.state == "paused" and not self.in_past:
            selected = self.shown.selected
            self._request(lambda: self.session.evaluate(self._watches, selected))

    def evaluated(self, event: Evaluated) -> None:
        """The values have come."""
        if event.selected == 0:
            self._told.pop(event.number, None)
            self._told[event.number] = event.results
            if len(self._told) > KEPT:
                del self._told[next(iter(self._told))]
        if self.shown is not None and (event.number, event.selected) == (
            self.shown.number,
            self.shown.selected,
        ):
            self._shown_results = event.results
            self._show_watches()

    def _watches_changed(self) -> None:
        self.keep(lambda saved: saved.save_watches(self._watches))
        self._show_watches()

    def _show_watches(self) -> None:
        self.main.show_watches(self._watches, self._shown_results, self._before)

    # ---- inside of values ----

    def on_value_chosen(self, message: ValueChosen) -> None:
        if self.in_past or self.session.state != "paused":
            self.warn("A value opens at the newest stop only: what was inside is not recorded.")
            return
        self._opening = message.root, Part(message.label, message.value, True)
        self.post_message(PartsWanted((message.root,), 0))

    def on_parts_wanted(self, message: PartsWanted) -> None:
        if self.shown is not None:
            selected = self.shown.selected
            self._request(lambda: self.session.open(message.path, message.start, selected))

    def opened(self, event: Opened) -> None:
        """The parts of a value have come."""
        if self._opening is not None and event.path == self._opening[:1]:
            self.main.open_value(*self._opening, event)
            self._opening = None
        elif self.main.value.is_open:
            self.main.value.show(event)

    def action_inspect(self) -> None:
        if self.in_past or self.shown is None or self.session.state != "paused":
            self.warn("A frame can be inspected at the newest stop only: the past has what the panes show.")
            return
        selected = self.shown.selected
        self._request(lambda: self.session.inspect(selected))

    def inspected(self, event: Inspected) -> None:
        """The fields of a frame have come."""
        if self.screen is self.main:
            self.push_screen(InspectorScreen(self.look, event))

    def action_filter(self) -> None:
        self.main.ask(FILTER, self.main.variables.filter, FILTER_HINT)

    # ---- the console ----

    def action_console(self) -> None:
        name = self.shown.frames[self.shown.selected].qualname if self.shown is not None else ""
        self._recalled = 0
        self.main.ask(f"{name}{CONSOLE}", "", CONSOLE_HINT)

    def on_ask_row_answered(self, message: AskRow.Answered) -> None:
        if message.prompt == FILTER:
            self.main.ask(None)
            # No name has a star: it may be written behind what was there.
            self.main.variables.set_filter("" if "*" in message.text else message.text)
        elif message.prompt == WATCH:
            self._watch(message.text)
        elif message.prompt.endswith(CONSOLE):
            self._execute(message.prompt, message.text)

    def _execute(self, prompt: str, text: str) -> None:
        if self.in_past or self.shown is None or self.session.state != "paused":
            self.main.edit.refuse("What is past can't be changed: go to the newest stop first.")
            return
        selected = self.shown.selected
        self._lines = [*[line for line in self._lines if line != text][-RECALLED:], text]
        self._recalled = 0
        self._is_executing = True
        self.main.edit.put("")
        self.main.edit.say(f"running {text}   Ctrl+C ends it")
        self.main.console.say(f"{prompt} {text}", "strong")
        self._request(lambda: self.session.execute(text, selected))

    def executed(self, event: Executed) -> None:
        """What was run has ended."""
        self._is_executing = False
        said, role = (event.problem, "error") if event.problem else (event.text, "value")
        if said:
            self.main.console.say(said, role)
        if event.problem:
            self.main.edit.refuse(event.problem)
        else:
            self.main.edit.say(event.text.partition("\n")[0] if event.text else "done")

    def action_pause(self) -> None:
        if self._is_executing:
            self._request(self.session.interrupt)
        else:
            super().action_pause()

    def on_ask_row_recalled(self, message: AskRow.Recalled) -> None:
        if message.prompt.endswith(CONSOLE):
            self._recalled = min(max(self._recalled + message.step, 0), len(self._lines))
            self.main.edit.put(self._lines[-self._recalled] if self._recalled else "")

    def on_ask_row_unfinished(self, message: AskRow.Unfinished) -> None:
        knows = message.prompt == WATCH or message.prompt.endswith(CONSOLE)
        if knows and self.shown is not None and self.session.state == "paused" and not self.in_past:
            selected = self.shown.selected
            self._request(lambda: self.session.complete(message.text, selected))

    def completed(self, event: Completed) -> None:
        """The names have come that what is written may go on with."""
        if event.names:
            first, last = min(event.names), max(event.names)
            same = next(
                (i for i, (a, b) in enumerate(zip(first, last)) if a != b), min(len(first), len(last))
            )
            self.main.edit.extend(first[len(event.stem) : same])
        if len(event.names) != 1:
            self.main.edit.say("  ".join(event.names) or "there is no such name")
