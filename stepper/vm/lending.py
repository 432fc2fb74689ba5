"""exec and eval for native modules: what they run of the program's own files is interpreted.

importlib runs modules with them, runpy scripts, doctest examples, and any library may run a plug-in. A native
module that names ``exec`` finds one of ours in its globals, before builtins: code of a file in scope goes to
the machine, all else to CPython. The texts that a library makes for itself (a dataclass's ``__init__``) stay
native; those that a module is given to run (``RUN_TEXTS``) are the program's.
"""

from __future__ import annotations

import dis
import importlib._bootstrap_external
import sys
from types import CodeType, FrameType, FunctionType
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Tuple

from .assembler import RERAISING, reraising
from .codeobjects import disassemblers
from .compiled import note_compiled
from .evaluation import Caller, Evaluation, code_frame, examine, names_a_file, run_frame
from .frame import CO_OPTIMIZED
from .lookers import LOOKING, looking
from .nativecalls import FUTURES
from .threads import FAILED, current_machine, take_failure, take_failure_apart
from .tracebacks import register_own, strip
from .versions import HOST, PY311, PY313

if TYPE_CHECKING:
    from .interpreter import Interpreter

_getframe, _audit = sys._getframe, sys.audit
_compile: Any = compile
_NATIVE: Dict[str, Any] = {"exec": exec, "eval": eval, "compile": compile}
RUN_TEXTS = frozenset("bdb cProfile code codeop doctest pdb profile rlcompleter timeit trace".split())
_OF_COMPILE = ("source", "filename", "mode", "flags", "dont_inherit", "optimize")
# Loaded perhaps before we come. All others are seen when they are imported, and known to whoever comes later.
_EARLY = (*RUN_TEXTS, "_frozen_importlib", "_frozen_importlib_external", "runpy", "zipimport")

_seen: Dict[
    int, Tuple[Dict[str, Any], Tuple[str, ...]]
] = {}  # namespace and names wanted, by id of the former

# What native code sees of us in its stack passes for a part of the import system, which warnings step over;
# an exception gets no traceback entry for it.
_FILE = vars(importlib._bootstrap_external)["_get_cached"].__code__.co_filename
_SOURCE = """
def lent(*arguments, **keywords):
    value = run(arguments, keywords)
    if value is FAILED:
        RAISE
    return value
""".replace("RAISE", RERAISING.format("take()" if HOST >= PY311 else "take_apart()"))
_namespace: Dict[str, Any] = {}
exec(compile(_SOURCE, _FILE, "exec", dont_inherit=True), _namespace)
_LENT: CodeType = register_own(reraising(_namespace["lent"].__code__))


def _hide(function: Any) -> Any:
    function.__code__ = function.__code__.replace(co_filename=_FILE)
    return function


class _Native(Caller):
    """A frame of native code."""

    def __init__(self, interpreter: Interpreter, frame: FrameType, runs_texts: bool) -> None:
        self.interpreter, self.frame, self.runs_texts = interpreter, frame, runs_texts
        self.globals, self.builtins = frame.f_globals, frame.f_builtins

    def variables(self) -> Any:
        if HOST >= PY313 and self.frame.f_code.co_flags & CO_OPTIMIZED:
            return dict(self.frame.f_locals)
        return self.frame.f_locals

    @property
    def futures(self) -> int:
        """The __future__ statements that hold there."""
        flags: int = self.frame.f_code.co_flags & FUTURES
        return flags

    @_hide
    def compiled(self, text: Any, mode: str, module: Dict[str, Any]) -> CodeType:
        code: CodeType = _compile(text, "<string>", mode, self.futures, True, **module)
        if self.runs_texts:
            note_compiled(code, text)
        return code

    def interprets(self, source: Any) -> bool:
        if not isinstance(source, CodeType):
            return self.runs_texts
        name = source.co_filename
        if names_a_file(name):
            return self.interpreter.scope(name)
        return self.runs_texts


def is_lent(value: Any) -> bool:
    """Whether a module's global is what we have lent it, and so none of its own."""
    return type(value) is FunctionType and value.__code__ is _LENT


def _names(code: CodeType, name: str) -> bool:
    """Whether the code, or any that is nested in it, uses a name."""
    return name in code.co_names or any(
        _names(constant, name) for constant in code.co_consts if type(constant) is CodeType
    )


class Lender:
    """Lends exec and eval to native modules, until it takes them back."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._lent: List[Tuple[Dict[str, Any], str, Any]] = []  # namespace, name, what was there before
        for name in _EARLY:
            module = sys.modules.get(name)
            if module is not None:
                for lent in _NATIVE:
                    self._lend(module.__dict__, lent)
        for namespace, names in list(_seen.values()):
            for lent in names:
                self._lend(namespace, lent)
        self._put_all(vars(dis), disassemblers())
        for name in LOOKING:
            if name in sys.modules:
                self._put_all(vars(sys.modules[name]), looking(vars(sys.modules[name])))

    def _put(self, namespace: Dict[str, Any], name: str, value: Any) -> None:
        before = namespace.get(name, self)
        if is_lent(before):  # by another, whose program runs in this process as well: it is none of its own
            before = self
        self._lent.append((namespace, name, before))
        namespace[name] = value

    def _put_all(self, namespace: Dict[str, Any], values: Dict[str, Any]) -> None:
        for name, value in values.items():
            self._put(namespace, name, value)

    def _lend(self, namespace: Dict[str, Any], name: str) -> None:
        self._put(namespace, name, self._function(name, namespace.get("__name__") in RUN_TEXTS))

    def _function(self, name: str, runs_texts: bool) -> Callable[..., Any]:
        act = self._compile if name == "compile" else self._evaluate

        def run(arguments: Tuple[Any, ...], keywords: Dict[str, Any]) -> Any:
            try:
                return act(name, _Native(self._interpreter, _getframe(2), runs_texts), arguments, keywords)
            except BaseException as error:
                strip(error)
                failure = error
            current_machine().failure = failure
            return FAILED

        _hide(run)
        names = {
            "run": run,
            "FAILED": FAILED,
            "take": take_failure,
            "take_apart": take_failure_apart,
        }
        return FunctionType(_LENT, names, name)

    @_hide
    def _evaluate(
        self, name: str, caller: _Native, arguments: Tuple[Any, ...], keywords: Dict[str, Any]
    ) -> Any:
        """exec() and eval()."""
        native = _NATIVE[name]
        asked = examine(caller, native, arguments, keywords)
        if asked is None:
            return native(*arguments, **keywords)
        if asked.code is None:
            self._prepare(asked)
            value = native(*asked.arguments(), **asked.keywords() or {})
            self._put_all(asked.globals, looking(asked.globals))
            return value
        _audit("exec", asked.code)
        machine = current_machine()
        frame = code_frame(machine, asked.linked(machine), asked.globals, asked.locals, asked.closure or ())
        value = run_frame(frame)
        return value if name == "eval" or value is FAILED else None

    @_hide
    def _compile(
        self, name: str, caller: _Native, arguments: Tuple[Any, ...], keywords: Dict[str, Any]
    ) -> Any:
        """compile(); what it is for, one sees when the code is stopped in: its text."""
        given = {**dict(zip(_OF_COMPILE, arguments)), **keywords}
        if not given.get("dont_inherit"):
            given.update(flags=given.get("flags", 0) | caller.futures, dont_inherit=True)
        made = _compile(**given)
        if type(made) is CodeType:
            note_compiled(made, given["source"])
        return made

    def _prepare(self, asked: Evaluation) -> None:
        """Lend to a native module that is about to be run, if it is one that runs code itself."""
        namespace = asked.globals
        if namespace is asked.locals and isinstance(asked.source, CodeType) and "__name__" in namespace:
            wanted = _NATIVE if namespace["__name__"] in RUN_TEXTS else ("exec",)
            names = tuple([name for name in wanted if name not in namespace and _names(asked.source, name)])
            if names:
                _seen[id(namespace)] = namespace, names
            for name in names:
                self._lend(namespace, name)

    def take_back(self) -> None:
        """Leave the modules as they were."""
        for namespace, name, before in reversed(self._lent):
            if before is self:
                namespace.pop(name, None)
            else:
                namespace[name] = before
        self._lent.clear()
