"""The Textual front end: routes the session's events to the main screen, and what the user does to the
session.

The session calls ``hear`` on its own thread; from there everything goes through messages, so all else in
this class runs on the event loop. State flows one way: event, message, ``MainScreen.show``, panes."""

from __future__ import annotations

import os
from functools import partial
from typing import Iterable, List, Optional, Tuple

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Event as TerminalEvent
from textual.events import InputEvent
from textual.screen import Screen

from stepper import collector, commands, keymap, protocol, questions, themes
from stepper.actions.browsing import Browsing
from stepper.actions.editing import Editing
from stepper.actions.evaluating import Evaluating
from stepper.actions.measuring import Measuring
from stepper.actions.points import Breaking
from stepper.collector import Collector
from stepper.explain.card import card
from stepper.inbox import Inbox
from stepper.lessons.predictionlog import PredictionLog
from stepper.lessons.talk import Talk
from stepper.messages import (
    CommandClicked,
    FrameSelected,
    InputEnded,
    InstructionChosen,
    LineEntered,
    OutputArrived,
    SessionEvent,
    SnapshotArrived,
)
from stepper.panes.scene import Scenes
from stepper.panes.text import short_name
from stepper.protocol import Snapshot
from stepper.savedpoints import SavedPoints
from stepper.screens.card import CardScreen
from stepper.screens.help import HelpScreen
from stepper.screens.main import MainScreen
from stepper.screens.palette import CommandProvider
from stepper.session import Event, Exited, Output, Session
from stepper.themed import ThemedApp


def _bindings() -> List[BindingType]:
    found: List[BindingType] = [
        # A lesson's keys come before those of the pane that has the focus; they act in a lesson only.
        Binding(key, action, command.label, tooltip=command.help, priority=True, show=False)
        for command in commands.COMMANDS
        if command.group == "lesson"
        for key, action in _actions(command)
    ]
    return found + [
        # Ctrl+C and Ctrl+Q work while a line of input is typed, too.
        Binding(key, command.id, command.label, tooltip=command.help, priority=key in ("ctrl+c", "ctrl+q"))
        for command in commands.COMMANDS
        if command.group in ("run", "past", "stop", "values", "session")
        for key in command.keys
    ]


def _actions(command: commands.Command) -> Iterable[Tuple[str, str]]:
    choices = commands.CHOICES.get(command.id, {})
    return [(key, f"{command.id}('{choices[key]}')" if choices else command.id) for key in command.keys]


def _name(launch: protocol.Launch) -> str:
    """What the header calls the program."""
    if launch.kind == "script":
        return os.path.basename(launch.target)
    return f"-m {launch.target}" if launch.kind == "module" else "-c"


class PystepApp(Editing, Evaluating, Breaking, Measuring, Browsing):
    """One program being stepped.

    ``session`` may have been started already; it is started when not, and closed in the end.
    After ``run`` returns, ``refusal`` says why the program could not be started, if so.
    """

    CSS_PATH = "stepper.tcss"
    BINDINGS = _bindings()
    COMMANDS = ThemedApp.COMMANDS | {CommandProvider}

    def __init__(
        self,
        session: Session,
        theme: str = themes.DEFAULT,
        ascii: bool = False,
        title: str = "",
        welcome: bool = False,
        saved: Optional[SavedPoints] = None,
        talk: Optional[Talk] = None,
        at: int = 1,
        log: Optional[PredictionLog] = None,
    ) -> None:
        """``talk`` is a lesson to be given, whose program the session has run already; *at* a stop of it.

        Predictions go to the *log*, if there is one.
        """
        super().__init__(theme, ascii)
        self.keymap, self._keymap_problem = keymap.load()
        self.keymap.rebind(self)
        self.session = session
        self.saved = saved
        if saved is not None:
            self.begin_watching(saved.watches)
        self.talk, self._begin_at = talk, at
        self.prediction_log = log
        self.program = talk.lesson.name if talk is not None else title or _name(session.launch)
        self.refusal: Optional[str] = None
        self.main = MainScreen(self.look, self.keymap, title or _name(session.launch))
        self.main.welcome.display = welcome
        self._inbox = Inbox()
        self._collector = Collector()
        self.scenes = Scenes(self.look.ascii)
        self._ending = ""  # how the program's own code ended
        self._exited: Optional[Exited] = None

    def get_default_screen(self) -> Screen[None]:
        return self.main

    async def on_event(self, event: TerminalEvent) -> None:
        if isinstance(event, InputEvent):
            self._collector.used()
        await super().on_event(event)

    def on_ready(self) -> None:
        self._collector.begin()
        self.set_interval(collector.LEFT_ALONE, self._collector.tidy)
        if self._keymap_problem is not None:
            self.warn(self._keymap_problem)
        for node in (self.main, *self.main.query("*")):
            self.keymap.rebind(node)
        # Not before: what the session has to say needs panes that have been laid out.
        self.session.listener = self.hear
        if self.talk is not None:
            self.begin_lesson(self._begin_at)
        elif self.session.state == "new":
            self._request(self.session.start)

    def on_unmount(self) -> None:
        self._collector.close()
        self._inbox.close()
        self.session.close()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand("Theme", "Change the theme; the list shows each as it is", self.search_themes)
        yield SystemCommand("Reload themes", "Read the theme files again", self.reload_themes)
        yield SystemCommand("Screenshot", "Save the screen as SVG", self.deliver_screenshot)

    # ---- what the session says ----

    def hear(self, event: Event) -> None:
        """Take an event; on the session's thread."""
        if isinstance(event, protocol.Stopped):
            if not self.passes(event.snapshot):
                self.post_message(SnapshotArrived(event.snapshot))
        elif isinstance(event, protocol.Resumed) and self.is_passing:
            pass  # from a stop the screen has not heard of
        elif isinstance(event, Output):
            self._inbox.put(event.text)
            self.post_message(OutputArrived())
        else:
            self.post_message(SessionEvent(event))

    def on_snapshot_arrived(self, message: SnapshotArrived) -> None:
        snapshot = message.snapshot
        self.end_grace()
        self.main.output.stopped(snapshot.number)
        if self.ran_ahead():
            return
        if self.hurries_past(snapshot):
            return
        self.settle("paused")
        self.main.ask_for_input(None)
        is_new = self.shown is None or snapshot.number != self.shown.number
        if snapshot.view is None:
            self.main.show_end(snapshot)
        else:
            self._show(snapshot)
        if not self.resume_queued():
            if is_new:
                self.go_on_playing(snapshot)
            self.ask()

    def _show(self, snapshot: Snapshot) -> None:
        self.shown, self.in_past = snapshot, False
        self.main.output.show_at(None)
        self.main.show(self.scenes.make(snapshot, self.session.listings, self.session.sources))
        self.show_place()
        self.update_heat()

    def show_now(self) -> None:
        snapshot = self.session.snapshot
        if snapshot is None:
            return
        self._show(snapshot if snapshot.view is not None else self.session.history[self.session.history.last])
        if self.settle_lesson():
            return
        if self._exited is not None:
            self._ended(self._exited)
        else:
            self.settle("paused")

    def show_past(self, distance: int) -> None:
        if not self.settle_lesson():
            self.settle("past", status=f"-{distance}")
        self.update_heat()

    def on_output_arrived(self) -> None:
        if not self.withholds_output:
            self.flush_output()

    def flush_output(self) -> None:
        self.main.show_output(self._inbox.take())

    def on_session_event(self, message: SessionEvent) -> None:
        event = message.event
        if isinstance(event, protocol.Resumed):
            self.begin_grace()
        elif isinstance(event, protocol.Listed):
            self.listed()
        elif isinstance(event, protocol.BreakpointsChanged):
            self.main.show_breakpoints(event.points)
            self.written(event.points)
        elif isinstance(event, questions.Evaluated):
            self.evaluated(event)
        elif isinstance(event, questions.Opened):
            self.opened(event)
        elif isinstance(event, questions.Inspected):
            self.inspected(event)
        elif isinstance(event, questions.Executed):
            self.executed(event)
        elif isinstance(event, questions.Completed):
            self.completed(event)
        elif isinstance(event, protocol.InputWanted):
            self.stop_running_ahead()
            self.settle("running", "waiting")
            where = f" in {event.place}" if event.place else ""
            text = f"The program is waiting for a line of input{where}."
            self.main.sentence.tell("INPUT", "waiting", text, self.input_hint())
            self.main.ask_for_input(event.prompt)
        elif isinstance(event, protocol.InputDone):
            self.main.ask_for_input(None)
            self.show_running()
        elif isinstance(event, protocol.Ready):
            self.main.header.set_python(event.python)
        elif isinstance(event, protocol.RequestRefused):
            self.refused(event.text)
            if self.session.state == "paused" and not self.in_past:
                self.settle("paused")
        elif isinstance(event, protocol.Ended):
            self._ending = "" if event.text == "finished" else event.text
        elif isinstance(event, protocol.Refused):
            self._refused(event.text)
        elif isinstance(event, protocol.Crashed):
            self.main.show_output(f"\n{event.text}\n")
            self.warn("pystep itself has failed; the report is in the output")
        elif isinstance(event, Exited):
            self._ended(event)

    def _ended(self, event: Exited) -> None:
        self._exited = event
        if self.ran_ahead():
            return
        if self.in_past and self.shown is not None:
            self.show_past(self.session.history.last - self.shown.number)
            return
        shown = "finished" if event.status == 0 else "ended"
        self.settle("ended", shown, event.text)
        self.main.ask_for_input(None)
        verb = "ended: " if event.signal is None else "was "
        key = self.keymap.key
        hint = f"{key('restart')} starts it again   {key('earlier')} looks back   {key('quit')} leaves"
        if self._ending:
            hint = f"{self._ending}   {hint}"
        self.main.sentence.tell("END", shown, f"The program {verb}{event.text}.", hint)

    def _refused(self, text: str) -> None:
        """The program can't be started: leave, unless there is something on the screen to look at."""
        if self.shown_state == "starting" and not self.session.snapshot:
            self.refusal = text
            self.exit(return_code=2)
        else:
            self.warn(text)

    # ---- what the user does ----

    def check_action(self, action: str, parameters: Tuple[object, ...]) -> Optional[bool]:
        command = commands.BY_ID.get(action)
        if command is None:
            return True
        if command.group == "lesson" and not self.takes_lesson_keys(action):
            return False
        return self.offers(action)

    def offers(self, action: str) -> bool:
        """Whether a command does something now, by whatever way it is given."""
        return self.shown_state in commands.BY_ID[action].when and self.allows(action)

    def action_restart(self) -> None:
        if self.talk is not None:
            self.talk.ask_again()
            self.begin_lesson(1)
            return
        self.settle("starting")
        self._ending, self._exited, self.shown, self.in_past = "", None, None, False
        self.scenes = Scenes(self.look.ascii)
        self._inbox.take()
        self.main.clear()
        self._request(self.session.restart)

    def action_help(self) -> None:
        self.push_screen(HelpScreen(self.look, self.keymap), self._left_help)

    def _left_help(self, command: Optional[str]) -> None:
        if command:
            self.call_later(self._run_command, command)

    async def action_quit(self) -> None:
        self.exit()

    def on_instruction_chosen(self, message: InstructionChosen) -> None:
        listing = self.session.listings.get(message.code)
        offsets = [row.offset for row in listing.rows] if listing is not None else []
        if listing is None or message.offset not in offsets:
            return
        number = offsets.index(message.offset)
        row = listing.rows[number]
        stop = None if self.is_asking else self.shown  # a card gives no answer away
        texts = card(listing, number, self.session.opcodes.get(row.opname), stop)
        title = f"{row.opname} at {row.offset} of {short_name(listing.qualname)}"
        self.push_screen(CardScreen(self.look, title, texts))

    def on_frame_selected(self, message: FrameSelected) -> None:
        if self.in_past and self.shown is not None:
            self.look_at(self.shown.number, message.index)
        elif self.session.state == "paused":
            self._request(partial(self.session.select_frame, message.index))

    def on_line_entered(self, message: LineEntered) -> None:
        self._request(partial(self.session.send_input, message.text + "\n"))

    def on_input_ended(self, message: InputEnded) -> None:
        self._request(self.session.end_input)

    async def on_command_clicked(self, message: CommandClicked) -> None:
        if message.command not in commands.CHOICES:  # the choices themselves can be clicked
            await self._run_command(message.command)

    async def _run_command(self, name: str) -> None:
        """Do what the key of a command would do now."""
        group = commands.BY_ID[name].group
        whose = {"look": self.main, "pane": self.main.focused}.get(group, self)
        if whose is not None and self.offers(name):
            await self.run_action(name, whose)
