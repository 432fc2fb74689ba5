"""Theme files: what is shipped is sound, and what is wrong gets one clear line."""

from __future__ import annotations

from pathlib import Path
from typing import Dict

import pytest
from pygments.token import Keyword, Token
from rich.style import Style
from textual.color import Color

from stepper import themes
from stepper.roles import ROLES
from stepper.themes import PystepTheme, ThemeError

SHIPPED = ("pystep-ansi", "pystep-contrast", "pystep-dark", "pystep-light", "pystep-projector")


@pytest.fixture(autouse=True)
def no_user_themes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The user's own themes are in an empty directory."""
    folder = tmp_path / "user"
    folder.mkdir()
    shipped = themes.directories()[0]
    monkeypatch.setattr(themes, "directories", lambda: (shipped, folder))
    return folder


def colors(theme: PystepTheme) -> Dict[str, str]:
    return theme.theme.to_color_system().generate()


def test_shipped_are_found() -> None:
    assert set(SHIPPED) <= set(themes.available())
    assert themes.DEFAULT in SHIPPED


def test_defaults_work_with_any_theme_of_textual() -> None:
    """A theme that says nothing about roles gets them all."""
    from textual.theme import BUILTIN_THEMES

    for theme in BUILTIN_THEMES.values():
        colors = theme.to_color_system().generate()
        styles = themes.role_styles({}, colors)
        assert set(styles) == set(ROLES)
        for color in themes.css_variables(styles, colors).values():
            Color.parse(color)


def test_terminal_colours_stay_the_terminals_own() -> None:
    """With Textual's ANSI themes the text is in the terminal's default colour, whatever that is."""
    from textual.theme import BUILTIN_THEMES

    colors = BUILTIN_THEMES["ansi-dark"].to_color_system().generate()

    assert themes.css_variables(themes.role_styles({}, colors), colors)["step-text"] == "ansi_default"


def test_a_role_without_colours_has_those_of_the_theme() -> None:
    """The stylesheet names both colours of a role, also where a theme gives it only "bold"."""
    theme = themes.find("pystep-dark")
    styles = themes.role_styles({"rule": "bold"}, colors(theme))
    variables = themes.css_variables(styles, colors(theme))

    assert (variables["step-rule"], variables["step-rule-background"]) == ("#E8E8E8", "#101418")


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_inheriting(no_user_themes: Path) -> None:
    """A theme may name three things and have the rest from another."""
    write(
        no_user_themes,
        "mine",
        'name = "mine"\ninherits = "pystep-light"\n[colors]\nprimary = "#112233"\n'
        '[roles]\nchanged = "red bold"\n[syntax]\nKeyword = "bold $accent"\n',
    )
    theme, light = themes.find("mine"), themes.find("pystep-light")

    assert not theme.theme.dark
    assert theme.theme.primary == "#112233"
    assert theme.theme.accent == light.theme.accent
    assert theme.roles == {**light.roles, "changed": "red bold"}
    assert themes.syntax_styles(theme.syntax, colors(theme))[Keyword].bold


def test_pygments_style() -> None:
    """[syntax] style takes any style of Pygments whole."""
    path = Path(themes.directories()[1]) / "m.toml"
    path.write_text('inherits = "pystep-dark"\n[syntax]\nstyle = "monokai"\n', encoding="utf-8")
    theme = themes.find("m")
    styles = themes.syntax_styles(theme.syntax, colors(theme))

    assert len(styles) > 50
    assert styles[Keyword].color is not None
    assert Token in styles


def test_theme_by_path(tmp_path: Path) -> None:
    path = write(tmp_path, "other", 'name = "other"\n[colors]\nprimary = "blue"\n')

    assert themes.find(str(path)).theme.name == "other"


def test_unknown_name_lists_the_names() -> None:
    with pytest.raises(
        ThemeError,
        match=r"no theme 'neon'; there are: pystep-ansi, pystep-contrast, pystep-dark, pystep-light",
    ):
        themes.find("neon")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "not TOML"),
        ("name = 3", "name: a string is wanted, not 3"),
        ('dark = "yes"', "dark: true or false is wanted"),
        ("ansi = 1", "ansi: true or false is wanted"),
        ("", "colors.primary is missing"),
        ('[colors]\nprimary = "blu"', "colors.primary: 'blu' is no colour"),
        ('[colors]\nprymary = "blue"', "colors.prymary: no such colour"),
        ("[colors]\nprimary = 3", "colors.primary: a string is wanted, not 3"),
        ("colors = 3", "colors: a table is wanted"),
        ('inherits = "pystep-dark"\n[roles]\nchangd = "red"', "roles.changd: no such role"),
        (
            'inherits = "pystep-dark"\n[roles]\nchanged = "rad"',
            "roles.changed: 'rad' is no colour and no style",
        ),
        ('inherits = "pystep-dark"\n[roles]\nchanged = "$rad"', r"roles.changed: there is no colour \$rad"),
        ('inherits = "pystep-dark"\n[syntax]\nstyle = "no"', "syntax.style: Pygments has no style 'no'"),
        ('inherits = "pystep-dark"\n[syntax]\nKeyword = "no"', "syntax.Keyword: 'no' is no colour"),
        ('inherits = "nobody"', "inherits: there is no theme 'nobody'"),
        ('inherits = "broken"', "inherits: 'broken' inherits itself"),
        ('inherits = "pystep-dark"\nother = 1', "other: no such key"),
    ],
)
def test_broken_file_gets_one_clear_line(no_user_themes: Path, text: str, message: str) -> None:
    """The line names the file, the key and the reason; the other themes still work."""
    path = write(no_user_themes, "broken", text)

    with pytest.raises(ThemeError, match=message) as caught:
        themes.find("broken")
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    found, problems = themes.read_all()
    assert set(SHIPPED) <= set(found)
    assert problems == [str(caught.value)]


def test_circle_of_inheritance(no_user_themes: Path) -> None:
    write(no_user_themes, "one", 'inherits = "two"')
    write(no_user_themes, "two", 'inherits = "one"')

    with pytest.raises(ThemeError, match="inherits itself"):
        themes.find("one")


def test_missing_file() -> None:
    with pytest.raises(ThemeError, match="No such file"):
        themes.find("/nowhere/x.toml")


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("", Style()),
        ("red on #112233 bold", Style(color="#ff0000", bgcolor="#112233", bold=True)),
        ("on $panel", Style(bgcolor="#102030")),
        ("#ffffff 50%", Style(color="#7f7f7f")),
        (
            "italic underline reverse strike dim",
            Style(italic=True, underline=True, reverse=True, strike=True, dim=True),
        ),
    ],
)
def test_style_strings(text: str, style: Style) -> None:
    known = {"panel": "#102030", "background": "#000000"}

    assert themes.parse_style(text, known) == style
