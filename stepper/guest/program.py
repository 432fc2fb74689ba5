"""The program as Python itself would start it: sys.argv, sys.path, ``__main__`` and its code; and how it
ends.

It follows ``pymain_run_python`` and its callees (Modules/main.c) and ``runpy``. The module object
``__main__`` is the one Python made, so that what it holds is right on every version, and so is its place in
``sys.modules``.
"""

from __future__ import annotations

import linecache
import os
import sys
from types import CodeType, ModuleType, TracebackType
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple, Type

from ..protocol import Launch
from ..vm.versions import HOST, PY312, PY313, PY314, PY315

_EMPTY_MAIN = {"__name__": "__main__", "__doc__": None, "__package__": None, "__spec__": None}


class Refusal(Exception):
    """The program can't be started; the text is for the user."""


class Program(NamedTuple):
    """A program ready to run."""

    code: CodeType
    namespace: Dict[str, Any]
    file: str  # as its code objects name it
    directory: str  # where its own modules are
    source: Optional[str] = None  # its text, where that can't be read from the file
    found: Optional[Tuple[str, Any, CodeType]] = None  # what runpy has found for -m: name, spec, code


def own_directory(launch: Launch) -> str:
    """The first directory in which the program looks for modules."""
    if launch.kind == "script":
        return os.path.dirname(os.path.realpath(launch.target))  # not that of a link to the script
    return os.getcwd()


def prepare(launch: Launch) -> Program:
    """Make this process what ``python`` makes of itself before the program's first instruction."""
    main = sys.modules["__main__"]
    _reset(main)
    arguments = list(launch.args)
    if launch.kind == "script":
        return _script(main, launch.target, own_directory(launch), arguments)
    if launch.kind == "code":
        return _code(main, launch.target, arguments)
    return _module(main, launch.target, arguments)


def _reset(main: ModuleType) -> None:
    """Leave in ``__main__`` what Python puts there before it knows what to run."""
    namespace = main.__dict__
    for name in [name for name in namespace if not (name.startswith("__") and name.endswith("__"))]:
        del namespace[name]
    namespace.update(_EMPTY_MAIN)


def _set_arguments(command: List[str], path0: Optional[str], argv: List[str]) -> None:
    sys.argv[:] = argv
    if hasattr(sys, "orig_argv"):
        sys.orig_argv[1:] = command
    if path0 is not None and not getattr(sys.flags, "safe_path", False):
        sys.path.insert(0, path0)


# ---- python script.py ----


def _script(main: ModuleType, script: str, directory: str, arguments: List[str]) -> Program:
    """As ``pymain_run_file``; the path is made absolute as by ``_Py_abspath``, without cleaning it up."""
    file = script if os.path.isabs(script) else os.path.join(os.getcwd(), script)
    data = _read(script)
    code = _compile(data, file, script)
    namespace = main.__dict__
    namespace["__file__"] = file
    namespace["__loader__"] = type(namespace["__loader__"])("__main__", file)
    _set_arguments([script, *arguments], directory, [script, *arguments])
    return Program(code, namespace, file, directory)


def _read(script: str) -> bytes:
    try:
        with open(script, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise Refusal(f"can't read {script}: {error.strerror}") from None


# ---- python -c CODE ----


def _code(main: ModuleType, source: str, arguments: List[str]) -> Program:
    """As ``pymain_run_command``."""
    namespace = main.__dict__
    del namespace["__file__"]
    namespace.pop("__cached__", None)
    namespace["__loader__"] = sys.modules["_frozen_importlib"].BuiltinImporter
    code = _compile(source.encode("utf-8", "surrogateescape"), "<string>", "<string>")
    if HOST >= PY313:
        # Only from 3.13 on are the lines of -c found by tracebacks (pythonrun.c, _PyRun_StringFlagsWithName).
        lines = [line + "\n" for line in source.splitlines()]
        linecache.cache["<string>"] = (len(source), None, lines, "<string>")
    _set_arguments(["-c", source, *arguments], "", ["-c", *arguments])
    return Program(code, namespace, "<string>", os.getcwd(), source)


# ---- python -m module ----


def _module(main: ModuleType, name: str, arguments: List[str]) -> Program:
    """As ``runpy._run_module_as_main``, by means of runpy's own search."""
    import runpy

    namespace = main.__dict__
    del namespace["__file__"]
    namespace.pop("__cached__", None)
    namespace["__loader__"] = sys.modules["_frozen_importlib"].BuiltinImporter
    directory = os.getcwd()
    _set_arguments(["-m", name, *arguments], directory, ["-m", *arguments])
    find: Any = vars(runpy)["_get_module_details"]
    try:
        found, spec, code = find(name, Refusal)
    except SyntaxError as error:
        raise Refusal(syntax_error(error, error.filename or name)) from None
    sys.argv[0] = spec.origin
    namespace.update(
        __name__="__main__",
        __file__=spec.origin,
        __doc__=None,
        __loader__=spec.loader,
        __package__=spec.parent,
        __spec__=spec,
    )
    if HOST < PY315:
        namespace["__cached__"] = spec.cached
    source = None
    if not os.path.isfile(code.co_filename) and hasattr(spec.loader, "get_source"):
        source = spec.loader.get_source(found)  # a module in a zip file
    directory = _top_directory(spec.origin, spec.parent)
    return Program(code, namespace, code.co_filename, directory, source, (found, spec, code))


def _top_directory(origin: str, package: str) -> str:
    """The directory of the outermost package a module is in: all of it is the program's own."""
    directory = os.path.dirname(os.path.abspath(origin))
    for _ in package.split(".")[1:]:
        directory = os.path.dirname(directory)
    return directory


def call(program: Program, run: Callable[[], None]) -> None:
    """Run the program by *run*, from where Python would: with -m from runpy, which tracebacks show."""
    if program.found is None:
        run()
        return
    names = vars(sys.modules["runpy"])
    search = names["_get_module_details"]

    def details(name: str, error: object = None) -> Any:
        names["_get_module_details"] = search
        return program.found

    def execute(code: CodeType, namespace: object) -> None:
        del names["exec"]
        run()

    names.update(_get_module_details=details, exec=execute)
    names["_run_module_as_main"](program.found[0])


# ---- source ----


def _compile(data: bytes, file: str, shown: str) -> CodeType:
    if b"\0" in data:
        raise Refusal(f"{shown} is a binary file, not Python source")
    try:
        return compile(data, file, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise Refusal(syntax_error(error, shown)) from None
    except (ValueError, OverflowError, RecursionError, MemoryError) as error:
        raise Refusal(f"{shown} can't be compiled: {error or type(error).__name__}") from None


def syntax_error(error: SyntaxError, shown: str) -> str:
    """A syntax error in one line, with the source line and a caret below it."""
    lines = [f"{shown}:{error.lineno}: {error.msg}" if error.lineno else f"{shown}: {error.msg}"]
    if error.text:
        text = error.text.rstrip("\n")
        code = text.lstrip(" \t\f")
        lines.append("    " + code)
        if error.offset is not None and error.offset > 0:
            start = max(error.offset - 1 - (len(text) - len(code)), 0)
            end_line = getattr(error, "end_lineno", None)
            end = getattr(error, "end_offset", None) if end_line == error.lineno else None
            width = end - error.offset if end is not None and end > error.offset else 1
            lines.append("    " + " " * start + "^" * max(min(width, len(code) - start), 1))
    return "\n".join(lines)


# ---- the end ----


def report(error: BaseException) -> None:
    """Show an uncaught exception as ``PyErr_PrintEx`` does (Python/pythonrun.c): by the program's own
    sys.excepthook.

    SystemExit from the hook passes through.
    """
    if HOST >= PY312:
        vars(sys)["last_exc"] = error
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, error.__traceback__
    if not hasattr(sys, "excepthook"):
        sys.stderr.write("sys.excepthook is missing\n")
        sys.__excepthook__(type(error), error, error.__traceback__)
        return
    second = _failure_of(sys.excepthook, error)
    if second is not None:
        sys.stderr.write("Error in sys.excepthook:\n")
        sys.__excepthook__(type(second), second, second.__traceback__)
        sys.stderr.write("\nOriginal exception was:\n")
        sys.__excepthook__(type(error), error, error.__traceback__)


def _failure_of(hook: Callable[..., Any], error: BaseException) -> Optional[BaseException]:
    """What a sys.excepthook raises for *error*."""
    from ..vm.tracebacks import strip

    try:
        hook(type(error), error, error.__traceback__)
    except SystemExit:
        raise
    except BaseException as second:
        strip(second)
        return second
    return None


def ends_by_signal(error: BaseException) -> bool:
    """Whether Python ends itself by SIGINT: for a KeyboardInterrupt, from 3.14 on of any class of those."""
    return isinstance(error, KeyboardInterrupt) and (HOST >= PY314 or type(error) is KeyboardInterrupt)


def silence_next_report(error: BaseException) -> None:
    """Have Python say nothing about *error*, which has been reported, when it leaves ``__main__``.

    A KeyboardInterrupt has to leave it: only then does Python end itself by SIGINT (``_Py_HandleSystemExit``
    and ``exit_sigint`` in Modules/main.c), which is what a shell goes by.
    """
    hook, trace = sys.excepthook, error.__traceback__

    def silent(kind: Type[BaseException], value: BaseException, longer: Optional[TracebackType]) -> None:
        sys.excepthook = hook
        sys.last_traceback = value.__traceback__ = trace

    sys.excepthook = silent
