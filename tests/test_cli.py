"""The command by subprocess: wrong use is one clear message and status 2, and --run is the program's own."""

from __future__ import annotations

import contextlib
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, List, Optional

import pytest

from stepper import __version__
from stepper.arguments import LessonArguments, UsageError, parse
from tests.interpreters import found

ROOT = str(Path(__file__).parents[1])


def pystep(*words: str, cwd: Optional[Path] = None, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the command with pipes for its streams."""
    environment = {**os.environ, "PYTHONPATH": ROOT}
    return subprocess.run(
        [sys.executable, "-m", "stepper", *words],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        **more,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A directory with a few programs."""
    (tmp_path / "hello.py").write_text("import sys\nprint('hello', sys.argv[1:])\n")
    (tmp_path / "broken.py").write_text("x = 1\n\nif x\n    print(x)\n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "latin.py").write_bytes(b"name = 'caf\xe9'\n")
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__main__.py").write_text("pass\n")
    return tmp_path


def refused(folder: Path, *words: str) -> str:
    """What a wrong command line is answered: one message on standard error, nothing else, status 2."""
    done = pystep(*words, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("pystep: ") and done.stderr.endswith("\n")
    assert "Traceback" not in done.stderr
    return done.stderr[len("pystep: ") : -1]


def executable(path: Path, text: str) -> str:
    path.write_text(text)
    path.chmod(0o755)
    return str(path)


# ---- wrong use, a test each ----


def test_no_such_file(folder: Path) -> None:
    """It says what is near."""
    assert refused(folder, "--run", "helo.py") == "there is no file helo.py; did you mean hello.py?"


def test_no_such_file_with_nothing_near(folder: Path) -> None:
    """It does not guess."""
    assert refused(folder, "--run", "zzzzzz") == "there is no file zzzzzz"


def test_no_such_directory(folder: Path) -> None:
    """A wrong directory is the reason."""
    message = refused(folder, "--run", os.path.join("nowhere", "a.py"))
    assert message.endswith("there is no directory nowhere either")


def test_a_directory(folder: Path) -> None:
    """The package's own program is named."""
    message = refused(folder, "--run", "package")
    assert (
        message
        == f"package is a directory, not a Python program; did you mean {Path('package/__main__.py')}?"
    )


def test_a_binary_file(folder: Path) -> None:
    """NUL bytes are no source."""
    assert refused(folder, "--run", "picture.png") == "picture.png is a binary file, not Python source"


def test_a_file_that_can_not_be_decoded(folder: Path) -> None:
    """The bytes are no UTF-8, and no other encoding is declared."""
    message = refused(folder, "--run", "latin.py")
    assert message.startswith("latin.py")
    assert "utf-8" in message.lower()


@pytest.mark.parametrize("front", ["--run", "--trace", "--dis"])
def test_a_syntax_error(folder: Path, front: str) -> None:
    """File, line and message; the source line and the place below."""
    lines = refused(folder, front, "broken.py").splitlines()
    assert lines == ["broken.py:3: expected ':'", "    if x", "        ^"]


def test_a_syntax_error_in_code(folder: Path) -> None:
    """-c has no file name to show but the one Python gives it."""
    assert refused(folder, "--run", "-c", "x = = 1").splitlines() == [
        "<string>:1: invalid syntax",
        "    x = = 1",
        "        ^",
    ]


def test_a_module_that_is_not_found(folder: Path) -> None:
    """The name is in the message."""
    assert "no_such_module" in refused(folder, "--run", "-m", "no_such_module")


def test_a_missing_interpreter(folder: Path) -> None:
    """The name as it was given."""
    assert refused(folder, "--run", "--python", "nopython", "hello.py") == "no interpreter nopython was found"


def test_an_interpreter_that_is_not_executable(folder: Path) -> None:
    """A file that can't be run."""
    message = refused(folder, "--run", "--python", "./hello.py", "hello.py")
    assert message == "./hello.py is not executable"


def test_an_interpreter_that_is_a_directory(folder: Path) -> None:
    """A directory is not run either."""
    message = refused(folder, "--run", "--python", "./package", "hello.py")
    assert message == "./package is a directory, not a Python interpreter"


def test_an_interpreter_that_is_no_python(folder: Path) -> None:
    """Whatever it prints, it does not answer."""
    program = executable(folder / "fake", "#!/bin/sh\necho hello\n")
    assert "does not answer as a Python" in refused(folder, "--run", "--python", program, "hello.py")


def test_an_interpreter_that_is_broken(folder: Path) -> None:
    """A file that the kernel will not run."""
    program = executable(folder / "fake", "#!/no/such/program\n")
    assert "can't be started" in refused(folder, "--run", "--python", program, "hello.py")


def test_an_interpreter_that_is_too_old(folder: Path) -> None:
    """Its version and the one wanted."""
    program = executable(folder / "fake", "#!/bin/sh\nprintf 'cpython 3 8'\n")
    message = refused(folder, "--run", "--python", program, "hello.py")
    assert message == f"{program} is Python 3.8; pystep needs 3.9 or newer"


def test_an_interpreter_that_is_no_cpython(folder: Path) -> None:
    """Other interpreters have other bytecode."""
    program = executable(folder / "fake", "#!/bin/sh\nprintf 'pypy 3 11'\n")
    assert f"{program} is pypy" in refused(folder, "--run", "--python", program, "hello.py")


@pytest.mark.parametrize("front", ["--run", "--dis"])
def test_a_version_the_machine_does_not_know(folder: Path, front: str) -> None:
    """The debuggee itself says so, since only the machine knows its instructions."""
    from stepper.vm.versions import SUPPORTED

    unknown = [one for one in found() if one.version not in SUPPORTED]
    if not unknown:
        pytest.skip("every interpreter that was found is supported")
    message = refused(folder, front, "--python", unknown[0].path, "hello.py")
    assert unknown[0].name in message and "can't be used" in message


def test_no_terminal(folder: Path) -> None:
    """It names what works without one."""
    message = refused(folder, "hello.py")
    assert "terminal" in message and "--run" in message and "--trace" in message


def test_an_unwritable_trace_file(folder: Path) -> None:
    """It is found before anything runs."""
    target = os.path.join("nowhere", "trace")
    assert refused(folder, "--trace", "-o", target, "hello.py").startswith(f"can't write {target}: ")


def test_a_trace_file_without_trace(folder: Path) -> None:
    """It would be silently unused."""
    assert refused(folder, "--run", "-o", "trace", "hello.py") == "-o goes with --trace"


def test_an_unknown_option(folder: Path) -> None:
    """It says what is close."""
    assert refused(folder, "--rum", "hello.py") == "unknown option --rum; did you mean --run?"


def test_an_unknown_value(folder: Path) -> None:
    """It says what is possible."""
    message = refused(folder, "--run", "--scope", "mine", "hello.py")
    assert "'mine'" in message and "'user', 'all'" in message.replace("user, all", "'user', 'all'")


def test_a_missing_value(folder: Path) -> None:
    """An option at the end of the line."""
    assert refused(folder, "--python") == "option --python needs a value"


def test_no_program(folder: Path) -> None:
    """It shows how it is used."""
    assert "usage: pystep [options] script.py" in refused(folder, "--run")


def test_two_fronts(folder: Path) -> None:
    """They exclude each other."""
    assert refused(folder, "--run", "--dis", "hello.py") == "one of --run and --dis is enough"


def test_an_unknown_theme(folder: Path) -> None:
    """On a terminal, before the screen is taken; it says which there are."""
    status, output = on_a_terminal(folder, "--theme", "mauve", "hello.py")
    assert status == 2
    assert output.startswith("pystep: ") and "'mauve'" in output and "pystep-dark" in output


@pytest.mark.parametrize("front", ["--run", "--trace", "--dis", "--lesson"])
def test_an_unknown_theme_without_a_screen(folder: Path, front: str) -> None:
    """It would go unnoticed until the screen is wanted."""
    words = ("--theme", "mauve", front, *(() if front == "--lesson" else ("hello.py",)))
    assert refused(folder, *words).startswith("there is no theme 'mauve'")


def test_a_syntax_error_leaves_the_terminal_alone(folder: Path) -> None:
    """The message comes without a flash of the screen: no escape sequence at all."""
    status, output = on_a_terminal(folder, "broken.py")
    assert status == 2
    assert output == "pystep: broken.py:3: expected ':'\n    if x\n        ^\n"


def test_a_breakpoint_that_names_nothing(folder: Path) -> None:
    """Before the screen is taken; it says what comes close."""
    (folder / "collatz.py").write_text("def collatz(n):\n    return n\n")
    status, output = on_a_terminal(folder, "-b", "colatz@0", "collatz.py")
    assert status == 2
    assert output.startswith("pystep: ") and output.count("\n") == 1
    assert "colatz" in output and "collatz" in output.replace("colatz@0", "")


def test_a_dumb_terminal(folder: Path) -> None:
    """It would show escape sequences."""
    status, output = on_a_terminal(folder, "hello.py", term="dumb")
    assert (status, output.count("\n")) == (2, 1)
    assert "dumb" in output and "--run" in output


def test_errors_that_go_elsewhere(folder: Path) -> None:
    """The screen is drawn on standard error: it would not be seen."""
    with open(folder / "log", "w+") as log:
        status, output = on_a_terminal(folder, "hello.py", stderr=log.fileno())
        log.seek(0)
        said = log.read()
    assert (status, output) == (2, "")
    assert said.startswith("pystep: the screen needs a terminal") and said.count("\n") == 1


def on_a_terminal(folder: Path, *words: str, term: str = "xterm", stderr: Optional[int] = None) -> Any:
    """Status and output of the command on a pseudo-terminal, its errors too unless they go to ``stderr``."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "stepper", *words]
    environment = {**os.environ, "PYTHONPATH": ROOT, "TERM": term}
    errors = slave if stderr is None else stderr
    process = subprocess.Popen(command, cwd=folder, env=environment, stdin=slave, stdout=slave, stderr=errors)
    status = process.wait(60)
    os.set_blocking(master, False)
    output = ""
    with contextlib.suppress(BlockingIOError):  # it has written nothing
        output = os.read(master, 1 << 16).decode().replace("\r\n", "\n")
    os.close(master)
    os.close(slave)
    return status, output


# ---- right use ----


def test_the_screen_ends_with_its_terminal(folder: Path) -> None:
    """Also when it was started with hangups ignored, as by nohup."""
    pid, master = pty.fork()
    if pid == 0:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        os.chdir(folder)
        os.environ.update(PYTHONPATH=ROOT, TERM="xterm")
        os.execv(sys.executable, [sys.executable, "-m", "stepper", "hello.py"])
    seen = b""
    while b"hello.py" not in seen:
        seen += os.read(master, 1 << 16)
    os.close(master)
    try:
        assert ended(pid, 20) == signal.SIGHUP
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def ended(pid: int, seconds: float) -> Optional[int]:
    """The signal by which a child of ours ends within that time; None while it runs."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.WTERMSIG(status)
        time.sleep(0.05)
    return None


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_listing_where_not_every_character_can_be_printed(folder: Path, encoding: str) -> None:
    """Drawn in ASCII then, and what the program itself has is escaped."""
    (folder / "names.py").write_text("größe = '日本'\nwhile größe: pass\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": ROOT, "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "stepper", "--dis", "names.py"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=60)
    text = done.stdout.decode(encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert ("─" in text, "日本" in text) == (encoding == "utf-8", encoding == "utf-8")
    assert ("größe" in text) == (encoding != "ascii")


def test_version() -> None:
    """The package's own."""
    assert pystep("--version").stdout == f"pystep {__version__}\n"


def test_help_names_every_option() -> None:
    """And fits the width of a terminal of 100 columns."""
    text = pystep("--help").stdout
    for option in "--break --python --scope --include --run --trace -o --dis --theme --ascii".split():
        assert option in text
    assert max(map(len, text.splitlines())) <= 100


def test_what_follows_the_program_is_the_program_s(folder: Path) -> None:
    """Options of ours behind the script are arguments of the script."""
    done = pystep("--run", "hello.py", "-b", "x", "--run", "--", "-m", cwd=folder)
    assert done.stdout == "hello ['-b', 'x', '--run', '--', '-m']\n"


def test_the_exit_status_is_the_program_s(folder: Path) -> None:
    """All of them, deaths by signal included."""
    assert pystep("--run", "-c", "import sys; sys.exit(3)").returncode == 3
    assert pystep("--run", "-c", "import os; os._exit(4)").returncode == 4
    assert pystep("--run", "-c", "1/0").returncode == 1
    assert pystep("--run", "-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)").returncode == -15
    assert pystep("--run", "-c", "raise KeyboardInterrupt").returncode == -2


def test_standard_input_is_the_program_s(folder: Path) -> None:
    """--run passes nothing through: the streams are inherited."""
    command = [sys.executable, "-m", "stepper", "--run", "-c", "print(input()[::-1])"]
    environment = {**os.environ, "PYTHONPATH": ROOT}
    assert subprocess.check_output(command, env=environment, input=b"abc\n", timeout=60) == b"cba\n"


def test_dis_prints_the_nested_code_too(folder: Path) -> None:
    """Nothing of the program is run."""
    done = pystep("--dis", "-c", "print('no')\ndef f(): return 'inner'")
    assert (done.returncode, done.stderr) == (0, "")
    assert "'inner'" in done.stdout and "LOAD_NAME" in done.stdout
    assert not done.stdout.startswith("no")


def test_dis_into_a_closed_pipe(folder: Path) -> None:
    """As with ``| head -1``: no traceback."""
    command = f"{sys.executable} -m stepper --dis -m turtle | head -1"
    environment = {**os.environ, "PYTHONPATH": ROOT}
    done = subprocess.run(command, shell=True, env=environment, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    assert done.stdout.startswith("<module>")


# ---- reading the command line ----


@pytest.mark.parametrize(
    ("words", "kind", "target", "args", "breakpoints"),
    [
        (["a.py"], "script", "a.py", (), ()),
        (["-b", "3", "a.py", "-b", "4"], "script", "a.py", ("-b", "4"), ("3",)),
        (["-b3", "--break=f@2", "--break", "-x", "a.py"], "script", "a.py", (), ("3", "f@2", "-x")),
        (["-m", "mod", "-c", "x"], "module", "mod", ("-c", "x"), ()),
        (["-mmod", "x"], "module", "mod", ("x",), ()),
        (["-c", "--run", "x"], "code", "--run", ("x",), ()),
        (["-cpass"], "code", "pass", (), ()),
        (["--ascii", "--", "-b"], "script", "-b", (), ()),
        (["-c", "", "x"], "code", "", ("x",), ()),
    ],
)
def test_command_lines(words: List[str], kind: str, target: str, args: Any, breakpoints: Any) -> None:
    """What belongs to whom."""
    launch = parse(words).launch

    assert (launch.kind, launch.target, launch.args, launch.breakpoints) == (kind, target, args, breakpoints)


@pytest.mark.parametrize(
    ("words", "format"), [(["--trace"], "text"), (["--trace=text"], "text"), (["--trace=json"], "json")]
)
def test_trace_does_not_eat_the_script(words: List[str], format: str) -> None:
    """Its value can be attached only."""
    arguments = parse([*words, "-o", "out", "json"])

    assert arguments.front == "trace"
    assert arguments.launch.target == "json"
    assert (arguments.launch.trace_format, arguments.launch.trace_file) == (format, "out")


def test_breakpoints_without_a_screen_are_refused() -> None:
    """They would silently do nothing."""
    with pytest.raises(UsageError, match="--break needs the screen"):
        parse(["--run", "-b", "3", "a.py"])


# ---- lessons ----


def test_lessons_from_the_command_line(folder: Path) -> None:
    """Listed, printed and checked; a fault is status 1, a file that can't be used 2."""
    (folder / "good.md").write_text("# T\ngoal: g\n```python\nx = 1\n```\n## at `x = 1`: store\nN.\n")
    (folder / "wrong.md").write_text("# T\ngoal: g\n```python\nx = 1\n```\n## at `x = 1`: call\nN.\n")
    (folder / "bad.md").write_text("# T\n```python\nx = 1\n```\n## at `x = 1`: cal\nN.\n")
    python = found()[-1].path

    course, page = pystep("--lesson"), pystep("--lesson-print", "./good.md", "--teacher", cwd=folder)
    good = pystep("--lesson-check", "good.md", "--python", python, "--python", python, cwd=folder)
    wrong = pystep("--lesson-check", "good.md", "wrong.md", cwd=folder)
    bad = pystep("--lesson-check", "bad.md", "good.md", cwd=folder)

    assert (course.returncode, "16 lessons" in course.stdout) == (0, True)
    assert (page.returncode, page.stdout.startswith("# T\n")) == (0, True)
    assert (good.returncode, good.stdout) == (0, "1 lesson without fault on 2 interpreters\n")
    assert (wrong.returncode, wrong.stdout.count("\n")) == (1, 1)
    assert wrong.stdout.startswith("wrong.md:6: this stop is never reached on Python 3.")
    assert (bad.returncode, bad.stdout.splitlines()) == (
        2,
        [
            "bad.md:1: the goal is missing: goal: what they can do afterwards",
            "bad.md:5: unknown word 'cal', did you mean 'call'?",
        ],
    )


def test_wrong_use_of_lessons(folder: Path) -> None:
    """Each is one message."""
    assert "needs the name of a lesson" in refused(folder, "--lesson-check")
    assert "takes one lesson, not 2" in refused(folder, "--lesson-print", "01", "02")
    assert "--teacher with --lesson-print" in refused(folder, "--teacher", "hello.py")
    assert (
        refused(folder, "--lesson-prin", "01") == "unknown option --lesson-prin; did you mean --lesson-print?"
    )
    assert "--log goes with --lesson NAME" in refused(folder, "--lesson", "--log", "x.csv")
    assert "--log needs the screen" in refused(folder, "--run", "--log", "x.csv", "hello.py")
    assert "one of --run and --lesson is enough" in refused(folder, "--run", "--lesson")


def test_where_a_lesson_begins() -> None:
    """--at is its stop; the name may stand before it or behind."""
    assert parse(["--lesson", "08", "--at", "3"]).lessons == LessonArguments(("08",), (), False, 3)
    assert parse(["--at", "3", "--lesson", "08"]).lessons.at == 3
    for wrong in (["--lesson", "--at", "3"], ["--lesson", "08", "--at", "0"], ["--at", "3", "hello.py"]):
        with pytest.raises(UsageError, match="--at goes with --lesson NAME"):
            parse(wrong)
