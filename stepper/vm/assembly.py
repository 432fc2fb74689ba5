"""Code with jumps: instructions put together in order, with labels, places in the source, and handlers.

How far a jump goes depends on how long the instructions between are, and those grow with what they say: the
offsets are found by trying until nothing moves any more.
"""

from __future__ import annotations

from typing import Dict, List, Tuple

from .assembler import LINE_TABLE, instruction
from .exceptiontable import TableEntry, exception_table
from .linetable import Place, Span, line_table
from .versions import HOST, PY39, PY311

# The jumps of this assembly, by what they are called in the host. Conditional ones only go forward.
_FORWARD = {
    "JUMP": "JUMP_FORWARD",
    "JUMP_IF_TRUE": "POP_JUMP_FORWARD_IF_TRUE" if HOST == PY311 else "POP_JUMP_IF_TRUE",
    "JUMP_IF_FALSE": "POP_JUMP_FORWARD_IF_FALSE" if HOST == PY311 else "POP_JUMP_IF_FALSE",
    "SETUP_FINALLY": "SETUP_FINALLY",
}
_BACKWARD = {"JUMP": "JUMP_BACKWARD_NO_INTERRUPT"}
_ABSOLUTE = {**_FORWARD, "JUMP": "JUMP_ABSOLUTE"}
_UNIT = 1 if HOST == PY39 else 2  # bytes that a jump counts as one


class Assembly:
    """Code being put together. What is added stands for ``place``, which may be changed as one goes along."""

    def __init__(self, first_line: int, place: Place) -> None:
        self.first_line = first_line
        self.place = place
        self._pieces: List[Tuple[bytes, str, str]] = []  # units; or a jump and its label
        self._places: List[Place] = []
        self._labels: Dict[str, int] = {}  # to the index of the piece that follows
        self._guarded: List[Tuple[str, str, str, int]] = []

    def add(self, units: bytes) -> None:
        """Instructions, encoded."""
        self._append(units, "", "")

    def do(self, opname: str, oparg: int = 0) -> None:
        """An instruction."""
        self.add(instruction(opname, oparg))

    def jump(self, opname: str, label: str) -> None:
        """A jump to a label: JUMP, JUMP_IF_TRUE, JUMP_IF_FALSE; SETUP_FINALLY up to 3.10."""
        self._append(b"", opname, label)

    def _append(self, units: bytes, opname: str, label: str) -> None:
        self._pieces.append((units, opname, label))
        self._places.append(self.place)

    def mark(self, label: str) -> None:
        """The label stands for what is added next."""
        self._labels[label] = len(self._pieces)

    def guard(self, start: str, end: str, handler: str, depth: int) -> None:
        """From one label to another exceptions are handled at a third, above so much of the value stack.

        From 3.11 on. To be called in the order of the code, for parts that do not overlap.
        """
        self._guarded.append((start, end, handler, depth))

    def offset(self, label: str) -> int:
        """Where a label stands, in bytes."""
        return self._assemble()[1][self._labels[label]]

    def fields(self) -> Dict[str, bytes]:
        """The fields of a code object that runs this."""
        encoded, offsets = self._assemble()
        spans: List[Span] = []
        for units, place in zip(encoded, self._places):
            if spans and spans[-1][1] == place:
                spans[-1] = (spans[-1][0] + len(units), place)
            else:
                spans.append((len(units), place))
        made = {"co_code": b"".join(encoded), LINE_TABLE: line_table(spans, self.first_line)}
        if HOST >= PY311:
            at = {label: offsets[index] for label, index in self._labels.items()}
            made["co_exceptiontable"] = exception_table(
                TableEntry(at[start], at[end], at[handler], depth, False)
                for start, end, handler, depth in self._guarded
            )
        return made

    def _assemble(self) -> Tuple[List[bytes], List[int]]:
        encoded = [units for units, _, _ in self._pieces]
        while True:
            offsets = [0]
            for units in encoded:
                offsets.append(offsets[-1] + len(units))
            moved = list(encoded)
            for index, (_, opname, label) in enumerate(self._pieces):
                if opname:
                    target = self._labels[label]
                    units = encoded[index]
                    moved[index] = _encode(
                        opname, offsets[index], offsets[target], target > index, len(units)
                    )
            if list(map(len, moved)) == list(map(len, encoded)):
                return moved, offsets
            encoded = moved


def _encode(opname: str, at: int, target: int, forward: bool, length: int) -> bytes:
    """A jump, not shorter than ``length``: what has once grown stays so, or it might go on for ever."""
    while True:
        distance = target - at - length
        if HOST < PY311:
            oparg = distance if opname == "SETUP_FINALLY" else target
            units = instruction(_ABSOLUTE[opname], max(oparg, 0) // _UNIT)
        elif forward:
            units = instruction(_FORWARD[opname], max(distance, 0) // 2)
        else:
            units = instruction(_BACKWARD[opname], -distance // 2)
        if len(units) <= length:
            return instruction("EXTENDED_ARG") * ((length - len(units)) // 2) + units
        length = len(units)
