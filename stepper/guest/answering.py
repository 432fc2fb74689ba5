"""What the user asks about a stopped program: values, what is inside of them, lines to be run, names."""

from __future__ import annotations

from functools import partial
from typing import Optional

from .. import questions
from ..questions import Evaluated
from ..vm.frame import Frame
from ..vm.stops import Stop
from ..wire import Message
from .console import Console
from .evaluations import Evaluator, completed
from .inspection import inspected
from .interrupts import interrupting
from .listings import Listings
from .snapshot import Place, chain
from .structure import opened
from .undisturbed import Undisturbed
from .where import WhereError


class Answering:
    """The part of the server that answers about frames of a stop."""

    _listings: Listings
    _number: int
    _stop: Optional[Stop]
    _undisturbed: Undisturbed

    def __init__(self) -> None:
        self._evaluator, self._console = Evaluator(), Console()

    def _send(self, message: Message) -> None:
        raise NotImplementedError  # the server's: it has the wire

    def _show(self, selected: int) -> None:
        raise NotImplementedError  # the server's: it has the stop

    def on_Evaluate(self, request: questions.Evaluate) -> None:
        """Tell values."""
        frame = self._chosen(request.selected)
        results = self._evaluator.all_of(request.texts, frame)
        self._send(Evaluated(self._number, request.selected, results))

    def on_Open(self, request: questions.Open) -> None:
        """Tell what is inside of a value."""
        self._send(opened(request.path, request.start, self._chosen(request.selected)))

    def on_Inspect(self, request: questions.Inspect) -> None:
        """Tell all of a frame."""
        self._send(inspected(*self._place(request.selected)))

    def on_Execute(self, request: questions.Execute) -> None:
        """Run a line of the user's, and show what has become of the state."""
        frame = self._chosen(request.selected)
        with self._undisturbed.lifted(), interrupting(partial(self._console.interrupt, frame)):
            answer = self._console.run(request.text, frame)
        self._send(answer)
        self._show(request.selected)

    def on_Complete(self, request: questions.Complete) -> None:
        """Find names."""
        self._send(completed(request.text, self._chosen(request.selected)))

    def _chosen(self, selected: int) -> Frame:
        return self._place(selected).frame

    def _place(self, selected: int) -> Place:
        """A frame of the stop by its index in the chain. WhereError when it is none of the program's own."""
        if self._stop is None:
            raise WhereError("the program is running")
        entries = chain(self._stop, self._listings)
        place = entries[selected][0] if 0 <= selected < len(entries) else None
        if place is None:
            raise WhereError("CPython runs that frame itself: it has no names here")
        return place
