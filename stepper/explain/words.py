"""The table of words: one entry for each opcode, filled by the modules of this package by family."""

from __future__ import annotations

from typing import Callable, Dict

from stepper.explain.situation import Situation

Phrase = Callable[[Situation], str]

WORDS: Dict[str, Phrase] = {}


def words(*opcodes: str) -> Callable[[Phrase], Phrase]:
    """Declare a function as the words of ``opcodes``."""

    def declare(phrase: Phrase) -> Phrase:
        for opcode in opcodes:
            if opcode in WORDS:
                raise ValueError(f"{opcode} has words already")
            WORDS[opcode] = phrase
        return phrase

    return declare


def templates(**phrases: str) -> None:
    """Declare words that need no thought: a format string over the fields of a Situation."""
    for opcode, phrase in phrases.items():
        words(opcode)(lambda now, phrase=phrase: phrase.format_map(now))  # type: ignore[misc]
