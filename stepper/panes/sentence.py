"""The sentence: what the instruction is about to do with the actual values, or what became of the program."""

from __future__ import annotations

from typing import Any, List, Sequence

from rich.cells import cell_len
from textual.events import Click

from stepper import glyphs
from stepper.explain import Explanation
from stepper.messages import SentenceClicked
from stepper.panes.bar import Bar
from stepper.panes.look import Line, Look, Span
from stepper.panes.text import cut, wrap

_JOIN = f"   {glyphs.DOT}   "


class Sentence(Bar):
    """Mnemonic and sentence, effect and flow, and what the opcode does in general: what there is room for."""

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(look, **options)
        self._mnemonic = ""
        self._sentence = ""
        self._reason = ""
        self._word = self._picture = ""
        self._effects: List[str] = []
        self._documentation = ""
        self._role = "mnemonic"

    def show(self, words: Explanation, reason: str, alarm: bool = False) -> None:
        """Show what is about to happen.

        ``reason`` is why the program stopped, when that is worth telling; ``alarm`` means an exception.
        """
        self._set(words.mnemonic, words.sentence, "alarm" if alarm else "mnemonic")
        self._reason = reason
        self._word, self._picture = words.word, words.picture
        self._effects = [text for text in (words.effect, words.flow) if text]
        self._documentation = words.documentation
        self.refresh_rows()

    def tell(self, chip: str, role: str, text: str, hint: str) -> None:
        """Say something else: that the program runs, waits, or has ended."""
        self._set(chip, text, role)
        self._word = ""
        self._reason, self._picture, self._effects, self._documentation = "", "", [hint], ""
        self.refresh_rows()

    def on_click(self, event: Click) -> None:
        self.post_message(SentenceClicked())

    def _set(self, mnemonic: str, sentence: str, role: str) -> None:
        self._mnemonic, self._sentence, self._role = mnemonic, sentence, role

    def lay_out(self) -> Sequence[Line]:
        width, height = self.size.width, self.size.height
        chip: List[Span] = [(f" {self._mnemonic} ", self._role), ("  ", "")] if self._mnemonic else []
        taken = sum(cell_len(text) for text, _ in chip)
        first, *others = wrap(self._sentence, width, max(width - taken, 1))
        rows = [Line((*chip, (first, "sentence")))]
        rows += [Line(((text, "sentence"),)) for text in others]
        keep = height - 1 if height > 2 else height  # with two rows to show, the sentence comes first
        if len(rows) > keep:
            rows = [*rows[: keep - 1], Line(((cut(" ".join(others[keep - 2 :]), width), "sentence"),))]
        rows += self._extra(width, height - len(rows))
        if self._documentation and len(rows) < height:
            rows.append(Line(((self._documentation, "effect"),)))
        return rows[:height]

    def _extra(self, width: int, room: int) -> List[Line]:
        """The stack picture, what changes, and what comes next: in one row if they fit, else in two.

        With one row only, what changes is left out before the picture is: the picture shows it.
        """
        texts = [self._picture, *self._effects] if self._picture else self._effects
        if self._fits(texts, width) or room < 1:
            return [self._row(texts)][:room]
        if room > 1:
            return [self._row([self._picture]), Line(((_JOIN.join(self._effects), "effect"),))]
        shorter = [self._picture, *self._effects[-1:]]
        return [self._row(shorter if self._fits(shorter, width) else self._effects)]

    def _fits(self, texts: Sequence[str], width: int) -> bool:
        before = sum(cell_len(text) + 3 for text in (self._reason, self._word) if text)
        return before + cell_len(_JOIN.join(texts)) <= width

    def _row(self, texts: Sequence[str]) -> Line:
        reason: List[Span] = [(f"{self._reason}   ", "reason")] if self._reason else []
        word: List[Span] = [(f"{self._word}   ", "operand")] if self._word else []
        return Line((*reason, *word, (_JOIN.join(texts), "effect")))
