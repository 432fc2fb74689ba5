"""The command ``pystep``: checks what it is given, and starts the front end that is asked for.

Wrong use is one clear message on standard error and status 2, never a traceback. Textual is imported for the
screen only, so that ``--run`` and ``--trace`` start as fast as Python does.
"""

from __future__ import annotations

import difflib
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, List, NoReturn, Optional, Sequence

from . import launcher
from .arguments import DIS, LESSON_CHECK, LESSON_PRINT, LESSONS, SCREEN, Arguments, UsageError, parse
from .launcher import LaunchError
from .wire import to_json

if TYPE_CHECKING:
    from .lessons.predictionlog import PredictionLog

WRONG_USE = 2  # exit status


def main(words: Optional[Sequence[str]] = None) -> int:
    """Run the command line *words* (``sys.argv[1:]`` by default); return the exit status."""
    try:
        arguments = parse(sys.argv[1:] if words is None else words)
        if arguments.theme is not None:
            _theme(arguments)  # wrong is wrong, also where nothing is drawn
        if arguments.front in LESSONS:
            return _lessons(arguments)
        _check_program(arguments)
        if arguments.front == SCREEN:
            return _screen(arguments)
        if arguments.front == DIS:
            return _listing(arguments)
        return _headless(arguments)
    except (UsageError, LaunchError) as error:
        print(f"pystep: {error}", file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


# ---- checks ----


def _check_program(arguments: Arguments) -> None:
    """What can be seen without the program's interpreter."""
    if arguments.launch.kind == "script":
        _check_script(arguments.launch.target)
    if arguments.launch.trace_file:
        try:
            open(arguments.launch.trace_file, "ab").close()
        except OSError as error:
            raise UsageError(f"can't write {arguments.launch.trace_file}: {error.strerror}") from None


def _check_script(script: str) -> None:
    try:
        with open(script, "rb") as stream:
            beginning = stream.read(1 << 16)
    except FileNotFoundError:
        raise UsageError(f"there is no file {script}{_near(script)}") from None
    except IsADirectoryError:
        raise UsageError(f"{script} is a directory, not a Python program{_inside(script)}") from None
    except OSError as error:
        raise UsageError(f"can't read {script}: {error.strerror}") from None
    if b"\0" in beginning:
        raise UsageError(f"{script} is a binary file, not Python source")


def _near(script: str) -> str:
    """Names in the same directory that the user may have meant."""
    directory, name = os.path.split(script)
    try:
        names = os.listdir(directory or os.curdir)
    except OSError:
        return f"; there is no directory {directory} either"
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.7)
    near += [entry for entry in (name + ".py",) if entry in names and entry not in near]
    if not near:
        return ""
    return "; did you mean " + " or ".join(os.path.join(directory, entry) for entry in near) + "?"


def _inside(directory: str) -> str:
    main = os.path.join(directory, "__main__.py")
    return f"; did you mean {main}?" if os.path.isfile(main) else ""


# ---- without a screen ----


def _headless(arguments: Arguments) -> int:
    """Become the program's interpreter, so that terminal, signals and exit status are the program's own."""
    python = launcher.find(arguments.python)
    command = launcher.command(python, to_json(arguments.launch))
    launcher.raise_stack_limit(python)
    if sys.platform == "win32":  # os.exec there starts another process and leaves this one's console behind
        return subprocess.call(command)
    sys.stdout.flush()
    _become(command)


def _become(command: List[str]) -> NoReturn:
    try:
        os.execv(command[0], command)
    except OSError as error:
        raise LaunchError(f"{command[0]} can't be started: {error.strerror}") from None


def _listing(arguments: Arguments) -> int:
    """Print the listings that the program's interpreter makes of the program."""
    from .listing import print_listing
    from .session import Session, SessionError

    session = Session(arguments.launch, arguments.python)
    try:
        session.start()
        refusal = session.wait_started()
        if refusal is not None:
            raise UsageError(refusal)
        session.wait_ended()
    except SessionError as error:
        raise UsageError(str(error)) from None
    finally:
        session.close()
    first = next(iter(session.listings.values()))
    ascii = arguments.ascii or not _can_draw(sys.stdout.encoding)
    _print(print_listing(first, session.listings, ascii=ascii))
    return 0


def _can_draw(encoding: str) -> bool:
    try:
        "─│╭╰▸…".encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _print(text: str) -> None:
    encoding = sys.stdout.encoding  # names and constants of the program may not be in it
    text = text.encode(encoding, "backslashreplace").decode(encoding)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough; nothing may be flushed at exit either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# ---- lessons ----


def _lessons(arguments: Arguments) -> int:
    from .lessons import command, library

    asked = arguments.lessons
    try:
        if arguments.front == LESSON_CHECK:
            return command.check_lessons(
                asked.names, asked.pythons or (None,), lambda text: _print(f"{text}\n")
            )
        if arguments.front == LESSON_PRINT:
            _print(command.print_lesson(asked.names[0], arguments.python, asked.teacher))
        elif asked.names:
            return _give(arguments)
        else:
            size = shutil.get_terminal_size() if sys.stdout.isatty() else (0, 0)
            _print(library.course(*size))
        return 0
    except library.LessonError as error:
        print(error, file=sys.stderr)
        return WRONG_USE


def _give(arguments: Arguments) -> int:
    """Open a lesson on the screen: its program has run to its end by then."""
    _take_terminal()
    from .lessons.library import LessonError, load
    from .lessons.rehearsal import NotRehearsed, rehearse_in, written
    from .lessons.talk import Talk
    from .session import Session

    lesson, _ = load(arguments.lessons.names[0])
    theme, log = _theme(arguments), _log(arguments)
    with written(lesson) as launch:
        session = Session(launch, arguments.python)
        try:
            print(f"running the program of {lesson.name} ...", file=sys.stderr)
            rehearsal = rehearse_in(session, lesson)
            if not lesson.python.holds(rehearsal.version):
                raise LessonError(
                    f"{lesson.name} is for Python {lesson.python}, and this is {rehearsal.python}; "
                    "--python names another one"
                )
            from .app import PystepApp

            talk = Talk(lesson, rehearsal)
            app = PystepApp(session, theme, arguments.ascii, talk=talk, at=arguments.lessons.at, log=log)
            app.run()
            return 0
        except NotRehearsed as error:
            raise LessonError(str(error)) from None
        finally:
            session.close()


# ---- the screen ----


def _take_terminal() -> None:
    """See that there is one, which the screen ends with.

    It is drawn on standard error, so that one has to be the terminal as well."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(
            "the screen needs a terminal for input, output and errors; --run and --trace need none"
        )
    if os.environ.get("TERM") == "dumb":
        raise UsageError("the screen can't be drawn on a dumb terminal (TERM); --run and --trace need none")
    if hasattr(signal, "SIGHUP"):
        # It may be ignored (nohup): then we would read for ever from a terminal that is gone.
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def _theme(arguments: Arguments) -> str:
    """The theme that is wanted; UsageError when it can't be used."""
    from . import themes

    theme = arguments.theme or themes.DEFAULT
    try:
        themes.find(theme)
    except themes.ThemeError as error:
        raise UsageError(str(error)) from None
    return theme


def _log(arguments: Arguments) -> Optional[PredictionLog]:
    """Where predictions are written down, if that is wanted; UsageError when it can't be."""
    if arguments.log is None:
        return None
    from .lessons.predictionlog import PredictionLog

    try:
        return PredictionLog(arguments.log)
    except OSError as error:
        raise UsageError(f"can't write {arguments.log}: {error.strerror}") from None


def _screen(arguments: Arguments) -> int:
    _take_terminal()
    from .app import PystepApp
    from .firststart import first_start
    from .savedpoints import SavedPoints
    from .session import Session, SessionError

    theme, log = _theme(arguments), _log(arguments)
    launch, saved = arguments.launch, None
    if arguments.saved and launch.kind == "script":
        saved = SavedPoints(launch.target)
        launch = launch._replace(saved=saved.load())
    session = Session(launch, arguments.python)
    try:
        # Started before the screen is taken, so that wrong use is a line and not a flash.
        session.start()
        refusal = session.wait_started()
        if refusal is None:
            app = PystepApp(
                session, theme=theme, ascii=arguments.ascii, welcome=first_start(), saved=saved, log=log
            )
            app.run()
            return 0
        raise UsageError(refusal)
    except SessionError as error:
        raise UsageError(str(error)) from None
    finally:
        session.close()
