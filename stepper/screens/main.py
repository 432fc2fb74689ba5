"""The main screen: all panes, their layout, focus and zoom. It shows scenes and knows nothing of sessions."""

from __future__ import annotations

from typing import List, Optional, Sequence, Tuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Label

from stepper import commands, glyphs
from stepper.explain import explain
from stepper.keymap import Keymap
from stepper.listing import ListingView
from stepper.messages import (
    CodesWanted,
    FrameSelected,
    HeatToggled,
    HottestWanted,
    InstructionChosen,
    InstructionPointed,
    LinePointed,
    SceneShown,
    SentenceClicked,
)
from stepper.panes.askrow import AskRow
from stepper.panes.blocks import BlocksPane
from stepper.panes.breakpoints import BreakpointsPane
from stepper.panes.bytecode import BytecodePane
from stepper.panes.console import ConsolePane
from stepper.panes.cursor import CursorPane
from stepper.panes.frames import FramesPane
from stepper.panes.header import Header
from stepper.panes.inputrow import InputRow
from stepper.panes.keybar import KeyBar
from stepper.panes.lessonbar import LessonBar
from stepper.panes.lines import LinesPane
from stepper.panes.look import Look
from stepper.panes.output import OutputPane
from stepper.panes.scene import Scene
from stepper.panes.searchrow import SearchRow
from stepper.panes.sentence import Sentence
from stepper.panes.source import SourcePane
from stepper.panes.stack import StackPane
from stepper.panes.telling import reason_of, words_of
from stepper.panes.timeline import Timeline
from stepper.panes.value import ValuePane
from stepper.panes.variables import VariablesPane
from stepper.panes.watches import WatchesPane
from stepper.panes.welcome import Welcome
from stepper.protocol import Breakpoint, Snapshot
from stepper.questions import Evaluation
from stepper.screens.opening import Opening
from stepper.screens.searching import Searching

# From how many cells on the screen has which class.
_WIDTHS: Optional[List[Tuple[int, str]]] = [(0, "-tiny"), (60, "-small"), (100, "-medium"), (160, "-large")]
_HEIGHTS: Optional[List[Tuple[int, str]]] = [(0, "-flat"), (16, "-short"), (32, "-tall")]


def _bindings() -> List[BindingType]:
    bindings: List[BindingType] = []
    for command in commands.COMMANDS:
        if command.group == "look" and command.id != "pane":
            bindings.append(Binding(",".join(command.keys), command.id, command.label, tooltip=command.help))
    bindings += [Binding(key, f"pane('{pane}')", pane) for key, pane in commands.PANES.items()]
    return bindings


class MainScreen(Searching, Opening):
    """Everything at once. What is where at which size is in stepper.tcss."""

    BINDINGS = _bindings()
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS
    AUTO_FOCUS = "#bytecode"

    def __init__(self, look: Look, keymap: Keymap, program: str) -> None:
        super().__init__()
        self.look = look
        self.header = Header(look, program, id="header")
        self.source = SourcePane(look, id="source", classes="pane")
        self.bytecode = BytecodePane(look, id="bytecode", classes="pane")
        self.stack = StackPane(look, id="stack", classes="pane")
        self.blocks = BlocksPane(look, id="blocks", classes="pane")
        self.variables = VariablesPane(look, id="locals", classes="pane")
        self.frames = FramesPane(look, id="frames", classes="pane")
        self.output = OutputPane(look, id="output", classes="pane")
        self.breakpoints = BreakpointsPane(look, id="breakpoints", classes="pane")
        self.watches = WatchesPane(look, id="watches", classes="pane")
        self.console = ConsolePane(look, f"{keymap.key('console')} runs a line", id="console", classes="pane")
        self.input = InputRow(look, id="input")
        self.search_row = SearchRow(id="search")
        self.edit = AskRow(look, id="edit")
        self.welcome = Welcome(look, keymap, id="welcome")
        self.sentence = Sentence(look, id="sentence")
        self.timeline = Timeline(look, id="timeline")
        self.lesson = LessonBar(look, id="lesson")
        self.keys = KeyBar(look, keymap, id="keys")
        self.value = ValuePane(look)
        self._snapshot: Optional[Snapshot] = None
        self._scene: Optional[Scene] = None
        self._unseen = 0
        self._printed = ""  # of what a lesson's program prints: what is shown
        self._zoomed: Optional[LinesPane] = None
        self._asked_from: Optional[Widget] = None  # what had the focus before the user was asked

    def compose(self) -> ComposeResult:
        yield self.header
        with Container(id="main"):
            yield self.source
            yield self.bytecode
            with Container(id="state"):
                with Container(id="machine"):
                    yield self.stack
                    yield self.blocks
                with Container(id="names"):
                    yield self.variables
                    yield self.watches
                    yield self.frames
        with Container(id="below"):
            yield self.output
            yield self.console
            yield self.breakpoints
        yield self.input
        yield self.search_row
        yield self.edit
        yield self.welcome
        yield self.sentence
        yield self.timeline
        yield self.lesson
        yield Label(f"small terminal {glyphs.DOT} 80x24 shows every pane", id="note", markup=False)
        yield self.keys
        yield self.value

    # ---- showing ----

    def show(self, scene: Scene) -> None:
        """Show a stop in every pane."""
        if self._snapshot is not None and scene.snapshot.number != self._snapshot.number:
            self.welcome.display = False
        self.close_value()
        self._snapshot, self._scene = scene.snapshot, scene
        self.header.show(scene.snapshot.frames, scene.snapshot.selected, scene.thread)
        for pane in (self.source, self.bytecode, self.stack, self.blocks, self.variables, self.frames):
            pane.show(scene)
        alarm = scene.snapshot.exception is not None
        self.sentence.show(words_of(scene), reason_of(scene), alarm)
        self.post_message(SceneShown(scene.snapshot.number, scene.snapshot.selected))

    def begin_lesson(self, name: str, python: str) -> None:
        """Make room for a lesson's notes and questions."""
        self.header.begin_lesson(name, python)
        self.make_room(True)

    def make_room(self, room: bool) -> None:
        """Lay the panes out for notes and questions below them, or as ever."""
        self.set_class(room, "-lesson")
        self.show_tab("locals")

    def show_tab(self, pane: str) -> None:
        """The pane of the state to show where a lesson has room for one: locals, blocks or frames."""
        for other in ("locals", "blocks", "frames"):
            self.set_class(other == pane, f"-tab-{other}")

    def show_output_so_far(self, text: str) -> None:
        """Show what had been printed at a recorded stop."""
        if text.startswith(self._printed):
            more = text[len(self._printed) :]
        else:
            self.output.clear()
            self._see_output()
            more = text
        self._printed = text
        if more:
            self.show_output(more)

    def browse(self, view: Optional[ListingView], source: Optional[str], offset: int = 0) -> None:
        """Show a code object that the program is not in, until Escape or the next stop."""
        if view is not None:
            self.bytecode.browse(view, offset)
            self.source.browse(view.listing, source)
            self.bytecode.focus()

    def show_end(self, snapshot: Snapshot) -> None:
        """Show a stop that has no frame left: the panes keep the last state."""
        self.sentence.show(explain(snapshot, None), "")

    def show_state(self, state: str, status: str = "") -> None:
        """Show what the program is doing: a state of the header."""
        self.header.set_state(state, status)
        self.keys.set_state({"finished": "ended", "in_c": "running"}.get(state, state))
        self.set_class(state in ("running", "waiting", "in_c"), "-running")
        if self.look.show_past(state == "past"):
            for pane in self.query(".pane").results(LinesPane):
                pane.show_past()
            self.sentence.refresh()

    def show_breakpoints(self, points: Sequence[Breakpoint]) -> None:
        """Show the breakpoints as they stand."""
        self.source.set_breakpoints(points)
        self.bytecode.set_breakpoints(points)
        self.breakpoints.show(points)

    def show_watches(
        self, texts: Sequence[str], now: Sequence[Evaluation], before: Sequence[Evaluation]
    ) -> None:
        """Show the watch expressions with their values."""
        self.set_class(bool(texts), "-watching")
        self.watches.show(texts, now, before)

    def show_output(self, text: str) -> None:
        """Show what the program printed; out of sight, count it."""
        ended = self.output.write(text)
        if not self.output.region.height:
            self._unseen += ended
            self.header.set_unseen(self._unseen)

    def clear(self) -> None:
        """The program starts again."""
        self.output.clear()
        self.console.clear()
        self._see_output()
        self.ask_for_input(None)

    def ask_for_input(self, prompt: Optional[str]) -> None:
        """Open the input row, or close it and give the keys back to the listing."""
        if prompt is not None:
            self.input.open(prompt)
        elif self.input.display:
            self.input.close()
            self.bytecode.focus()

    def ask(self, prompt: Optional[str], text: str = "", hint: str = "") -> None:
        """Have the user write a line, or close the row again and give the keys back."""
        if prompt is not None:
            self._asked_from = self.focused
            self.edit.open(prompt, text, hint)
        elif self.edit.display:
            self.edit.close()
            (self._asked_from or self.bytecode).focus()

    def go_to_line(self, line: int) -> bool:
        """Put the cursors on a source line and its first instruction; whether there is such a line."""
        if not 1 <= line <= self.source.row_count:
            return False
        self.bytecode.move_to_line(line)
        self.source.focus()
        self.source.move_cursor(line - 1)
        return True

    def go_to_offset(self, offset: int) -> bool:
        """Put the listing's cursor on the instruction at an offset; whether there is one."""
        self.bytecode.focus()
        return self.bytecode.move_to_offset(offset)

    def _see_output(self) -> None:
        self._unseen = 0
        self.header.set_unseen(0)

    def on_resize(self, event: Resize) -> None:
        self.call_after_refresh(self._after_resize)

    def _after_resize(self) -> None:
        if self._unseen and self.output.region.height:
            self._see_output()
        if isinstance(self.focused, LinesPane) and not self.focused.region.height:
            self.bytecode.focus()

    # ---- what the user does ----

    def on_sentence_clicked(self, message: SentenceClicked) -> None:
        if self.bytecode.row_count:
            current = self.bytecode.offset_at(self.bytecode.current)
            self.post_message(InstructionChosen(self.bytecode.code, current))

    def on_line_pointed(self, message: LinePointed) -> None:
        self.bytecode.link(message.line)

    def action_heat(self) -> None:
        self.post_message(HeatToggled())

    def action_hottest(self) -> None:
        self.post_message(HottestWanted())

    def action_codes(self) -> None:
        self.post_message(CodesWanted())

    def on_instruction_pointed(self, message: InstructionPointed) -> None:
        self.source.link(message.line, message.columns)

    @property
    def place_at_cursor(self) -> Optional[Breakpoint]:
        """The cursor of the source when it has the focus, else that of the listing."""
        return self.source.breakpoint if self.source.has_focus else self.bytecode.breakpoint

    def toggle_breakpoint(self) -> None:
        """At the cursor of the pane that has the focus, if it shows some; else at that of the listing."""
        pane = self.focused
        if isinstance(pane, (SourcePane, BreakpointsPane)):
            pane.toggle_breakpoint()
        else:
            self.bytecode.toggle_breakpoint()

    def action_up(self) -> None:
        self._select(1)

    def action_down(self) -> None:
        self._select(-1)

    def _select(self, step: int) -> None:
        if self._snapshot is not None and 0 <= self._snapshot.selected + step < len(self._snapshot.frames):
            self.post_message(FrameSelected(self._snapshot.selected + step))

    def action_pane(self, pane: str) -> None:
        widget = self.query_one(f"#{pane}", LinesPane)
        if self._zoomed is not None:
            self._zoom(widget)
        elif not widget.region.height:  # this layout has no place for it
            if widget is self.output:
                self.add_class("-drawer")
                self._see_output()
            else:
                self._zoom(widget)
        widget.focus()

    def action_output(self) -> None:
        if self.has_class("-drawer"):
            self.action_back()
        elif self.output.has_focus:
            self.bytecode.focus()
        else:
            self.action_pane("output")

    def action_zoom(self) -> None:
        if self._zoomed is not None:
            self._zoom(None)
        elif isinstance(self.focused, LinesPane):
            self._zoom(self.focused)

    def action_back(self) -> None:
        pane = self.focused
        self.welcome.display = False
        if isinstance(pane, LinesPane):
            pane.forget_found()
        if self._zoomed is not None or self.has_class("-drawer"):
            self._zoom(None)
            self.remove_class("-drawer")
        elif self.bytecode.browsing and self._scene is not None:
            self.bytecode.show(self._scene)
            self.source.show(self._scene)
        elif isinstance(pane, CursorPane) and pane.cursor != pane.current:
            pane.move_cursor(pane.current)
        else:
            self.bytecode.focus()

    def _zoom(self, pane: Optional[LinesPane]) -> None:
        """Give one pane all the room the panes have, or go back to the layout."""
        self.query(".-zoom").remove_class("-zoom")
        self._zoomed = pane
        self.set_class(pane is not None, "-zoomed")
        if pane is not None:
            for node in pane.ancestors_with_self:
                if node is self:
                    break
                node.add_class("-zoom")
            if pane is self.output:
                self._see_output()
        self.call_after_refresh(self._after_resize)

    def action_next_pane(self) -> None:
        self.focus_next()

    def action_previous_pane(self) -> None:
        self.focus_previous()
