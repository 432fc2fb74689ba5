"""Values of expressions in a frame, told without the program noticing; and the names one may go on with."""

from __future__ import annotations

import keyword
import re
from typing import Any, Iterator, List, Sequence, Set, Tuple

from ..protocol import Value
from ..questions import Completed, Evaluation
from ..vm.frame import NULL, Frame
from ..wire import from_json, to_json
from . import inspector
from .expressions import Unknown, Wrong, attribute, name_in, value_of
from .peek import bases_of, instance_dict, is_instance, items_of, namespace_of
from .saferepr import show
from .spec import check_condition
from .where import WhereError

DEADLINE = 0.3  # seconds for one expression
_SHOWN_NAMES = 200
_STEM = re.compile(r"((?:[^\W\d]\w*\.)*)(\w*)$")
_KEYWORDS = tuple(keyword.kwlist)


class Evaluator:
    """Remembers which expressions took too long: they are not begun again at every stop."""

    def __init__(self) -> None:
        self._slow: Set[str] = set()

    def all_of(self, texts: Sequence[str], frame: Frame) -> Tuple[Evaluation, ...]:
        """What each expression is in a frame."""
        self._slow.intersection_update(texts)  # one that is asked for anew gets another chance
        return tuple([self._one(text, frame) for text in texts])

    def _one(self, text: str, frame: Frame) -> Evaluation:
        try:
            return Evaluation(text, show(value_of(check_condition(text, "the expression"), frame)))
        except (Wrong, WhereError) as error:
            return Evaluation(text, None, str(error))
        except Unknown:
            pass
        except Exception:  # a namespace has changed under our hands
            pass
        return self._from_a_copy(text, frame)

    def _from_a_copy(self, text: str, frame: Frame) -> Evaluation:
        if text in self._slow:
            return Evaluation(text, None, f"it takes longer than {DEADLINE:g} s")
        answer = inspector.evaluated(text, frame, lambda value: to_json(show(value)), DEADLINE)
        if answer.problem:
            if answer.is_late:
                self._slow.add(text)
            return Evaluation(text, None, answer.problem)
        value = from_json(answer.text)
        assert isinstance(value, Value)
        return Evaluation(text, value)


# ---- completion ----


def completed(text: str, frame: Frame) -> Completed:
    """The names that a text may go on with in a frame."""
    found = _STEM.search(text)
    assert found is not None
    owners, stem = found[1].split(".")[:-1], found[2]
    names: Set[str] = set()
    for name in _attributes(owners, frame) if owners else _names(frame):
        if type(name) is str and name.startswith(stem) and (stem.startswith("_") or not name.startswith("_")):
            names.add(name)
    return Completed(stem, tuple(sorted(names)[:_SHOWN_NAMES]))


def _names(frame: Frame) -> Iterator[Any]:
    yield from frame.program.slot_names
    for namespace in (frame.namespace, frame.globals, frame.builtins):
        yield from (name for name, _ in items_of(namespace))
    yield from _KEYWORDS


def _attributes(owners: List[str], frame: Frame) -> Iterator[Any]:
    """Of an object that can be looked at without asking it."""
    try:
        owner = name_in(frame, owners[0])
        for name in owners[1:]:
            owner = attribute(owner, name)
    except (Unknown, Wrong):
        return
    if owner is NULL:
        return
    yield from (name for name, _ in items_of(instance_dict(owner)))
    for base in bases_of(owner) if is_instance(owner, type) else bases_of(type(owner)):
        yield from list(namespace_of(base))
