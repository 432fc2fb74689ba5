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

SHIPPED = ("pystep-dark", "pystep-light")
# Lines, arrows and what is switched off are no text.
NOT_TEXT = {"rule", "arrow", "focus", "off"}
# These are drawn on the panel's ground as well as on the background.
ON_PANEL = {"text", "strong", "muted", "crumb", "unseen", "sentence", "effect", "reason", "title", "new"}


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


def contrast(style: Style, ground: Color, text: Color) -> float:
    """The contrast ratio, as in WCAG 2, of a style's text on what it is drawn on."""

    def color(part: object, default: Color) -> Color:
        return default if part is None else Color.from_rich_color(part)  # type: ignore[arg-type]

    front, back = color(style.color, text), color(style.bgcolor, ground)
    if style.reverse:
        front, back = back, front
    light, dark = sorted((luminance(front), luminance(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    """Relative luminance as in WCAG 2."""
    parts = [part / 255 for part in color.rgb]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_shipped_are_found() -> None:
    assert set(SHIPPED) <= set(themes.available())
    assert themes.DEFAULT in SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_roles_are_readable(name: str) -> None:
    """Every text role has a contrast of at least 4.5, on each ground it is drawn on."""
    theme = themes.find(name)
    known = colors(theme)
    text = Color.parse(known["foreground"])
    for role, style in themes.role_styles(theme.roles, known).items():
        if role in NOT_TEXT:
            continue
        grounds = [known["background"]] + ([known["panel"]] if role in ON_PANEL else [])
        for ground in grounds:
            assert contrast(style, Color.parse(ground), text) >= 4.5, (role, ground)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_lies_on_a_band_is_readable(name: str) -> None:
    """The same-line band and the cursor lie under listing and source."""
    theme = themes.find(name)
    known = colors(theme)
    styles = themes.role_styles(theme.roles, known)
    text = Color.parse(known["foreground"])
    for under in ("band", "cursor"):
        ground = Color.from_rich_color(styles[under].bgcolor)
        for role in ("number", "offset", "opcode", "argument", "breakpoint", "muted"):
            assert contrast(styles[role], ground, text) >= 4.5, (under, role)


@pytest.mark.parametrize("name", SHIPPED)
def test_syntax_is_readable(name: str) -> None:
    theme = themes.find(name)
    known = colors(theme)
    ground, text = Color.parse(known["background"]), Color.parse(known["foreground"])
    for token, style in themes.syntax_styles(theme.syntax, known).items():
        assert contrast(style, ground, text) >= 4.5, token


def test_defaults_work_with_any_theme_of_textual() -> None:
    """A theme that says nothing about roles gets them all."""
    from textual.theme import BUILTIN_THEMES

    for theme in BUILTIN_THEMES.values():
        styles = themes.role_styles({}, theme.to_color_system().generate())
        assert set(styles) == set(ROLES)
        for color in themes.css_variables(styles).values():
            Color.parse(color)


def test_terminal_colours_stay_the_terminals_own() -> None:
    """With Textual's ANSI themes the text is in the terminal's default colour, whatever that is."""
    from textual.theme import BUILTIN_THEMES

    styles = themes.role_styles({}, BUILTIN_THEMES["ansi-dark"].to_color_system().generate())

    assert themes.css_variables(styles)["step-text"] == "ansi_default"


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
    with pytest.raises(ThemeError, match=r"no theme 'neon'; there are: pystep-dark, pystep-light"):
        themes.find("neon")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "not TOML"),
        ("name = 3", "name: a string is wanted, not 3"),
        ('dark = "yes"', "dark: true or false is wanted"),
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
