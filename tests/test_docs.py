"""What the documentation says is so."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import List, Set

import pytest

from stepper import __version__
from stepper.commands import COMMANDS, Command
from stepper.lessons.library import shipped
from stepper.roles import ROLES
from tests.conformance.page import known_differences
from tests.differential.programs import ROOT
from tests.interpreters import supported

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


def blocks(language: str) -> List[str]:
    """The README's code blocks in *language*."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_one_command_runs_and_one_command_tests() -> None:
    """Exactly two shell blocks of one line each: .ci/run takes the second from here, word for word."""
    run, test = blocks("sh")

    assert run.count("\n") == 1 == test.count("\n")
    assert "-m venv" in run and run.split()[-2].endswith("pystep")
    assert (ROOT / run.split()[-1]).is_file()
    assert "-m venv" in test and "pytest" in test


def test_every_option_is_documented() -> None:
    """The README's page of options and ``--help`` name the same ones."""
    (page,) = blocks("text")
    command = [sys.executable, "-m", "stepper", "--help"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    def options(text: str) -> Set[str]:
        return set(_OPTION.findall(text)) - {"-h"}

    assert answer.returncode == 0
    assert options(page) == options(answer.stdout)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_key_is_documented(command: Command) -> None:
    """Each key of each command stands in the README's table of keys."""
    table = README[README.index("## Keys") : README.index("## ", README.index("## Keys") + 3)]
    documented = set(re.findall(r"`([^`]+)`", table))

    assert set(command.shown_keys) <= documented


def test_every_documented_key_exists() -> None:
    """No row of the table of keys is left over from a command that is gone."""
    table = README[README.index("## Keys") : README.index("## ", README.index("## Keys") + 3)]
    keys = {key for command in COMMANDS for key in command.shown_keys}

    assert set(re.findall(r"`([^`]+)`", table)) <= keys


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_says_what_to_watch(path: Path) -> None:
    """Each opens with a lesson, and each is Python 3.9."""
    text = path.read_text(encoding="utf-8")
    lesson = ast.get_docstring(ast.parse(text, feature_version=(3, 9))) or ""

    assert "Watch" in lesson


def test_paths_in_the_readme_exist() -> None:
    """Every path that the documentation points at is there."""
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for path in re.findall(r"`((?:\./)?[\w.-]+(?:/[\w.-]*)+|LICENSE|CHANGELOG\.md)`", text):
            assert (ROOT / path).exists(), f"{name}: {path}"


@pytest.mark.skipif(not supported(), reason="needs a CPython whose bytecode the machine knows")
def test_library_example_runs() -> None:
    """The README's lines for library users do what they say."""
    (code,) = blocks("python")
    answer = subprocess.run([supported()[-1].path, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert answer.stderr == ""
    assert "RESUME" in answer.stdout or "LOAD" in answer.stdout


def test_changelog_knows_this_version() -> None:
    """The version in the code is released in the changelog, or on its way."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## {__version__}" in changelog or "## Unreleased" in changelog


@pytest.mark.skipif(not supported(), reason="needs a CPython whose bytecode the machine knows")
def test_page_of_instructions_is_current() -> None:
    """docs/opcodes.md is what the declarations say; docs/make_opcodes.py writes it again."""
    answer = subprocess.run([supported()[-1].path, "-m", "docs.make_opcodes", "--check"], cwd=ROOT)

    assert answer.returncode == 0


def test_every_role_is_documented() -> None:
    """Who writes a theme finds each role in the table of docs/looks.md, and none that is not there."""
    page = (ROOT / "docs" / "looks.md").read_text(encoding="utf-8")
    table = page[page.index("| roles |") : page.index("## Keys")]
    first_cells = [row.split("|")[1] for row in table.splitlines() if row.startswith("|")]
    named = {role for cell in first_cells for role in re.findall(r"`([\w-]+)`", cell)}

    assert named == set(ROLES)


@pytest.mark.parametrize("lesson", shipped(), ids=lambda path: path.stem)
def test_every_lesson_has_a_page(lesson: Path) -> None:
    """With pictures, and a row in the page of the course; docs/make_lesson_pages.py writes them all."""
    page = (DOCS / "lessons" / lesson.name).read_text(encoding="utf-8")
    course = (DOCS / "lessons" / "README.md").read_text(encoding="utf-8")

    assert f"]({lesson.name})" in course
    assert f"](pictures/{lesson.stem}-" in page


@pytest.mark.skipif(
    not any(one.version == (3, 13) for one in supported()), reason="the pages are those of Python 3.13"
)
def test_pages_of_lessons_are_current() -> None:
    """They say what the lessons say, and what their programs answer."""
    command = [sys.executable, "-m", "docs.make_lesson_pages", "--check"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """To a file that is there, and to a heading of it."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in re.findall(r"\]\((?!https?://)([^)\s]+)\)", text):
        name, _, heading = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), link
        if heading:
            assert heading in anchors(target.read_text(encoding="utf-8")), link


def anchors(text: str) -> Set[str]:
    """The headings of a page as they are linked to."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_every_picture_is_shown_and_all_are_small() -> None:
    """None is left over from a page that has changed; and a checkout stays quick to make."""
    shown = {
        (page.parent / link).resolve()
        for page in PAGES
        for link in re.findall(r"\]\(([^)\s]+\.svg)\)", page.read_text(encoding="utf-8"))
    }
    pictures = set(DOCS.rglob("*.svg"))

    assert pictures <= shown, sorted(pictures - shown)
    assert sum(path.stat().st_size for path in DOCS.rglob("*") if path.is_file()) < 4_000_000


def test_page_of_conformance_is_current() -> None:
    """docs/conformance.md lists the known differences that are in tests/conformance/known/."""
    page = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")

    assert page[page.index("## Known differences") :].strip() == known_differences().strip()


def test_readme_tells_what_was_measured() -> None:
    """The README's numbers by version are those of docs/conformance.md."""
    page = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
    (measured,) = re.findall(r"^\| CPython \|.*?\n\n", page, re.MULTILINE | re.DOTALL)

    assert measured in README
