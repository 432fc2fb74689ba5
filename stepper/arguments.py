"""The command line: what belongs to pystep, and what to the program, from its name on."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from typing import Iterable, List, NamedTuple, NoReturn, Optional, Sequence, Tuple

from . import __version__
from .protocol import Launch

USAGE = "pystep [options] script.py [args ...] | -m module [args ...] | -c CODE [args ...]"
SCREEN, RUN, TRACE, DIS = "screen", "run", "trace", "dis"
LESSON, LESSON_CHECK, LESSON_PRINT = "lesson", "lesson-check", "lesson-print"
LESSONS = (LESSON, LESSON_CHECK, LESSON_PRINT)


class UsageError(Exception):
    """The command line can't be used; the text is one clear message."""


class LessonArguments(NamedTuple):
    """What is asked of lessons; the program is the lesson's then."""

    names: Tuple[str, ...] = ()
    pythons: Tuple[str, ...] = ()
    teacher: bool = False
    at: int = 1


class Arguments(NamedTuple):
    """A command line that makes sense in itself; whether the files it names exist is not known yet."""

    launch: Launch
    front: str  # SCREEN, RUN, TRACE, DIS, or one of LESSONS
    python: Optional[str]
    theme: Optional[str]
    ascii: bool
    saved: bool  # whether breakpoints of an earlier run are set, and those of this one kept
    log: Optional[str] = None  # where predictions are written down
    lessons: LessonArguments = LessonArguments()


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


class _PrintKeys(argparse.Action):
    """Prints and leaves, as --help does."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from .keymap import template

        sys.stdout.write(template())
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="pystep",
        usage=USAGE,
        description="Run a Python program one bytecode instruction at a time and see what CPython's virtual "
        "machine does. What follows the program's name belongs to the program.",
        allow_abbrev=False,
        formatter_class=lambda prog: argparse.HelpFormatter(prog, max_help_position=26, width=100),
    )
    what = parser.add_argument_group("the program")
    # These two end the options, so they never reach argparse; they stand here for --help.
    what.add_argument("-m", metavar="module", help="run a module, as python -m does")
    what.add_argument("-c", metavar="CODE", help="run a text, as python -c does")
    what.add_argument(
        "--python",
        metavar="EXE",
        action="append",
        default=[],
        help="the interpreter that runs it: a path, a name, or a version; default: this one",
    )
    stops = parser.add_argument_group("what is shown")
    stops.add_argument(
        "-b",
        "--break",
        dest="breakpoints",
        metavar="WHERE",
        action="append",
        default=[],
        help="stop there, repeatable: LINE, FILE.py:LINE, FUNCTION, FUNCTION@OFFSET (Class.method@14, "
        "<module>@0), op:OPCODE (op:BINARY_*), raise[:EXCEPTION], uncaught[:EXCEPTION], watch:NAME or "
        "watch:NAME.ATTRIBUTE; behind that [once] [ignore N] [every N] [if EXPRESSION]",
    )
    stops.add_argument(
        "--no-saved",
        action="store_true",
        help="start without the breakpoints of the last run of this script, and leave them as they are",
    )
    stops.add_argument(
        "--scope",
        choices=("user", "all"),
        default="user",
        help="interpret the script and the modules next to it (user), or everything (all)",
    )
    stops.add_argument(
        "--include",
        metavar="PATTERN",
        action="append",
        default=[],
        help="interpret these files, directories or modules as well, repeatable",
    )
    _add_fronts(parser)
    _add_lessons(parser)
    look = parser.add_argument_group("the look")
    look.add_argument("--theme", metavar="THEME", help="a theme by its name, or the file of one")
    look.add_argument("--ascii", action="store_true", help="draw with ASCII only")
    look.add_argument("--keys", action=_PrintKeys, nargs=0, help="print a file for keys of your own")
    parser.add_argument("--version", action="version", version=f"pystep {__version__}")
    return parser


def _add_fronts(parser: argparse.ArgumentParser) -> None:
    fronts = parser.add_argument_group("without the screen")
    fronts.add_argument(
        "--run",
        action="store_true",
        help="interpret the whole program; input, output, errors and exit status are its own",
    )
    fronts.add_argument(
        "--trace",
        nargs="?",
        const="text",
        choices=("text", "json"),
        help="a line per instruction, with the state before it runs: --trace or --trace=json",
    )
    fronts.add_argument("-o", dest="trace_file", metavar="FILE", help="where the trace goes; default: stderr")
    fronts.add_argument(
        "--dis", action="store_true", help="the listing, with jump arrows, blocks and stack pictures"
    )


def _add_lessons(parser: argparse.ArgumentParser) -> None:
    lessons = parser.add_argument_group("lessons")
    for front, text in (
        (LESSON, "open a lesson: 04, loop, my.md; without a name, list the course"),
        (LESSON_CHECK, "say what is wrong with lessons; --python may be repeated"),
        (LESSON_PRINT, "print the handout of a lesson: 04, loop, my.md"),
    ):
        lessons.add_argument(f"--{front}", action="store_true", help=text)
    lessons.add_argument(
        "--log", metavar="FILE", help="write down predictions and answers, a row each, in a CSV file"
    )
    lessons.add_argument("--at", metavar="N", type=int, help="with --lesson: begin at its N-th stop")
    lessons.add_argument("--teacher", action="store_true", help="with --lesson-print: with the answers")


# ---- ours and theirs ----


def _split(parser: argparse.ArgumentParser, words: Sequence[str]) -> Tuple[List[str], List[str]]:
    """Our own options, each with its value attached, and the rest: the program and its arguments."""
    options = {name: action for action in parser._actions for name in action.option_strings}
    ours: List[str] = []
    rest = list(words)
    while rest and rest[0].startswith("-") and rest[0] != "-" and not re.match("-[mc]", rest[0]):
        word = rest.pop(0)
        if word == "--":
            break
        is_long = word.startswith("--")
        name, joint, _ = word.partition("=") if is_long else (word[:2], word[2:], "")
        if name not in options:
            raise UsageError(f"unknown option {name}{_close(name, options)}")
        if options[name].nargs is None and not joint:  # the value is the next word, whatever it looks like
            if not rest or not rest[0]:
                raise UsageError(f"option {name} needs a value")
            word = name + ("=" if is_long else "") + rest.pop(0)
        ours.append(word)
    return ours, rest


def _close(name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else ""


def _target(rest: List[str]) -> Tuple[str, str, Tuple[str, ...]]:
    """Kind, target and arguments of the program."""
    if not rest:
        raise UsageError(f"no program is named; usage: {USAGE}")
    for option, kind in (("-m", "module"), ("-c", "code")):
        if rest[0] == option:
            if len(rest) == 1:
                raise UsageError(f"option {option} needs a value")
            return kind, rest[1], tuple(rest[2:])
        if rest[0].startswith(option):
            return kind, rest[0][2:], tuple(rest[1:])
    return "script", rest[0], tuple(rest[1:])


def parse(words: Sequence[str]) -> Arguments:
    """Read a command line. UsageError for wrong use; --help and --version print and raise SystemExit."""
    parser = _parser()
    ours, rest = _split(parser, words)
    found = parser.parse_args(ours)
    front = _front(found)
    if front in LESSONS:
        return _lessons(parser, front, ours, rest)
    if found.trace_file is not None and front != TRACE:
        raise UsageError("-o goes with --trace")
    if found.log is not None and front != SCREEN:
        raise UsageError(f"--log needs the screen; --{front} asks nothing")
    if front != SCREEN and found.breakpoints:
        raise UsageError(f"--break needs the screen; --{front} does not stop")
    kind, target, args = _target(rest)
    launch = Launch(
        kind,
        target,
        args,
        "wire" if front == SCREEN else front,
        tuple(found.breakpoints),
        found.scope,
        tuple(found.include),
        found.trace or "text",
        found.trace_file or "",
    )
    if found.teacher or found.at is not None:
        raise UsageError("--at goes with --lesson NAME, --teacher with --lesson-print")
    return Arguments(
        launch, front, _last(found.python), found.theme, found.ascii, not found.no_saved, found.log
    )


def _front(found: argparse.Namespace) -> str:
    wanted = [name for name in (RUN, TRACE, DIS, *LESSONS) if getattr(found, name.replace("-", "_"))]
    if len(wanted) > 1:
        raise UsageError("one of " + " and ".join(f"--{name}" for name in wanted) + " is enough")
    return wanted[0] if wanted else SCREEN


def _last(names: Sequence[str]) -> Optional[str]:
    return names[-1] if names else None


def _lessons(parser: argparse.ArgumentParser, front: str, ours: List[str], rest: List[str]) -> Arguments:
    """What follows the options are names of lessons, and more options between and behind them."""
    names: List[str] = []
    while rest:
        names.append(rest.pop(0))
        more, rest = _split(parser, rest)
        ours = ours + more
    found = parser.parse_args(ours)
    _front(found)
    if front != LESSON and not names:
        raise UsageError(f"--{front} needs the name of a lesson, or a file")
    if front != LESSON_CHECK and len(names) > 1:
        raise UsageError(f"--{front} takes one lesson, not {len(names)}")
    if found.teacher and front != LESSON_PRINT:
        raise UsageError("--teacher goes with --lesson-print")
    if found.at is not None and not (front == LESSON and names and found.at > 0):
        raise UsageError("--at goes with --lesson NAME, and stops count from 1")
    if found.log is not None and not (front == LESSON and names):
        raise UsageError("--log goes with --lesson NAME, or with a program of your own")
    launch = Launch("script", "", (), "wire", tuple(found.breakpoints), found.scope, tuple(found.include))
    asked = LessonArguments(tuple(names), tuple(found.python), found.teacher, found.at or 1)
    return Arguments(
        launch, front, _last(found.python), found.theme, found.ascii, not found.no_saved, found.log, asked
    )
