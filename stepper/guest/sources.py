"""Texts of source files, as Python reads them; read once and kept, since the program may change its files.

So are the texts that the program compiles itself. Many may be called "<string>": from the second on they have
a number behind that.
"""

from __future__ import annotations

import os
from importlib.util import decode_source
from types import CodeType
from typing import Dict, List, Optional, Tuple

from ..protocol import Source
from ..vm.compiled import Text, text_of
from ..vm.evaluation import names_a_file

_stat, _open_file, _read, _close = os.stat, os.open, os.read, os.close
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_LIMIT = 1 << 24  # bytes; a longer file is not shown


class Sources:
    """Texts by file name, as code objects name the file."""

    def __init__(self) -> None:
        self._texts: Dict[str, Optional[str]] = {}
        self._lines: Dict[str, List[str]] = {}
        self._made: Dict[str, Dict[str, str]] = {}  # names of texts compiled at run time: by name, by text
        self._codes: Dict[str, CodeType] = {}  # what they have been compiled to

    def file_of(self, code: CodeType) -> str:
        """The name by which a code object's source is known here."""
        made = _made_from(code)
        if made is None:
            return code.co_filename
        names = self._made.setdefault(code.co_filename, {})
        name = names.get(made.text)
        if name is None:
            count = len(names) + (code.co_filename in self._texts)
            name = names[made.text] = f"{code.co_filename} ({count + 1})" if count else code.co_filename
            self.add(name, made.text)
            self._codes[name] = made.code() or code
        return name

    def is_of(self, code: CodeType, file: str) -> bool:
        """Whether that is the name of the text that the code is from, if it was compiled at run time."""
        made = _made_from(code)
        if made is None:
            return file not in self._codes
        return self._made.get(code.co_filename, {}).get(made.text) == file

    def code_of(self, file: str) -> Optional[CodeType]:
        """The code object of a text that was compiled at run time."""
        return self._codes.get(file)

    def add(self, file: str, text: str) -> None:
        """Make known a text that is in no file."""
        self._texts[file] = text
        self._lines.pop(file, None)

    def text(self, file: str) -> Optional[str]:
        """The text, with "\\n" line ends; None when there is none to be had."""
        if file not in self._texts:
            self._texts[file] = _text_of(file)
        return self._texts[file]

    def source(self, file: str) -> Source:
        """The record for the front end; an empty text when there is none."""
        return Source(file, self.text(file) or "")

    def line(self, file: str, number: int) -> str:
        """One line, counted from 1, without its end; "" when there is no such line."""
        lines = self._lines.get(file)
        if lines is None:
            lines = self._lines[file] = (self.text(file) or "").split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def characters(self, file: str, line: int, column: int) -> int:
        """A column in characters; CPython's positions count bytes of UTF-8."""
        text = self.line(file, line)
        if text.isascii():
            return column
        return len(text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore"))

    def columns(
        self, file: str, positions: Tuple[Optional[int], Optional[int], Optional[int], Optional[int]]
    ) -> Optional[Tuple[int, int, int, int]]:
        """An entry of ``co_positions`` as the Row field has it, in characters; None if not known."""
        line, end_line, column, end_column = positions
        if line is None or end_line is None or column is None or end_column is None:
            return None
        return (
            line,
            end_line,
            self.characters(file, line, column),
            self.characters(file, end_line, end_column),
        )


def _made_from(code: CodeType) -> Optional[Text]:
    made = text_of(code)
    return None if made is None or names_a_file(code.co_filename) else made


def _text_of(file: str) -> Optional[str]:
    if file.startswith("<"):
        return None
    try:
        if not 0 <= _stat(file).st_size <= _LIMIT:
            return None
        descriptor = _open_file(file, _FLAGS)
        try:
            chunks = []
            while True:
                chunk = _read(descriptor, 1 << 20)
                if not chunk:
                    break
                chunks.append(chunk)
        finally:
            _close(descriptor)
        return decode_source(b"".join(chunks))
    except Exception:  # no such file, or no text; or the program has taken away what tokenize needs
        return None
