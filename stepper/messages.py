"""What the session and the panes tell the app: facts, in the past tense."""

from __future__ import annotations

from typing import Optional, Tuple

from textual.message import Message

from stepper.protocol import Breakpoint, Snapshot, Value


class SessionEvent(Message):
    """The session has news other than a stop or output.

    ``event`` is a record of stepper.protocol or stepper.session.
    """

    def __init__(self, event: object) -> None:
        super().__init__()
        self.event = event


class SnapshotArrived(Message):
    """The program has stopped. A later one replaces it, so a burst of stops is painted once."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self.snapshot = snapshot

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, SnapshotArrived)


class OutputArrived(Message):
    """The program has printed something; the text waits in the app, so any number of these is one."""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, OutputArrived)


class SearchTyped(Message):
    """The words to look for in the pane have changed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class SearchEnded(Message):
    """The search row is done with; unless ``kept`` the pane goes back to where it was."""

    def __init__(self, kept: bool) -> None:
        super().__init__()
        self.kept = kept


class CodesWanted(Message):
    """The user wants the code objects listed."""


class HeatToggled(Message):
    """The user wants to see in the listing how often instructions ran, or no longer."""


class HottestWanted(Message):
    """The user wants the instructions listed that ran most often."""


class LinePointed(Message):
    """The user points at a source line, or at none any more."""

    def __init__(self, line: Optional[int]) -> None:
        super().__init__()
        self.line = line


class InstructionPointed(Message):
    """The user points at an instruction, which came from there in the source; or at none any more."""

    def __init__(self, line: Optional[int], columns: Optional[Tuple[int, int, int, int]]) -> None:
        super().__init__()
        self.line = line
        self.columns = columns


class BreakpointToggled(Message):
    """The user wants a breakpoint set or removed at a place."""

    def __init__(self, place: Breakpoint) -> None:
        super().__init__()
        self.place = place


class BreakpointRemoved(Message):
    """The user wants a breakpoint removed."""

    def __init__(self, point: Breakpoint) -> None:
        super().__init__()
        self.point = point


class BreakpointSwitched(Message):
    """The user wants a breakpoint turned off, or on again."""

    def __init__(self, point: Breakpoint) -> None:
        super().__init__()
        self.point = point


class BreakpointEdited(Message):
    """The user wants to write a breakpoint anew; None stands for a new one."""

    def __init__(self, point: Optional[Breakpoint]) -> None:
        super().__init__()
        self.point = point


class SentenceClicked(Message):
    """The sentence was clicked: the user wants all about the instruction it is about."""


class InstructionChosen(Message):
    """The user wants all about one instruction: the key of its code object, and its offset."""

    def __init__(self, code: int, offset: int) -> None:
        super().__init__()
        self.code = code
        self.offset = offset


class FrameSelected(Message):
    """The user wants another frame shown; ``index`` counts from the innermost."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index


class StopChosen(Message):
    """The user wants the stop of that number shown. While the mouse is dragged only the last one counts."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, StopChosen)


class LineEntered(Message):
    """The user has answered the program's ``input()``; the text has no line end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class InputEnded(Message):
    """The user has ended the program's standard input."""


class CommandClicked(Message):
    """A key in the footer was clicked."""

    def __init__(self, command: str) -> None:
        super().__init__()
        self.command = command


class SceneShown(Message):
    """The panes show another stop, or another frame of it."""

    def __init__(self, number: int, selected: int) -> None:
        super().__init__()
        self.number = number
        self.selected = selected

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, SceneShown)


class WatchEdited(Message):
    """The user wants to write a watch expression anew; None stands for a new one."""

    def __init__(self, text: Optional[str]) -> None:
        super().__init__()
        self.text = text


class WatchRemoved(Message):
    """The user wants an expression watched no more."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class VoteClicked(Message):
    """A choice of a question was clicked."""

    def __init__(self, letter: str) -> None:
        super().__init__()
        self.letter = letter


class ValueChosen(Message):
    """The user wants to look inside of a value; ``root`` is how the debuggee finds it."""

    def __init__(self, root: str, label: str, value: Value) -> None:
        super().__init__()
        self.root = root
        self.label = label
        self.value = value


class PartsWanted(Message):
    """The user has opened a value: its parts are to be told, from one of them on."""

    def __init__(self, path: Tuple[str, ...], start: int) -> None:
        super().__init__()
        self.path = path
        self.start = start
