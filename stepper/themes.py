"""Themes: TOML files that name colours for roles, and the styles the panes draw with.

A role is a meaning ("changed", "current"), never a colour. Each has a default written in terms of the
theme's own colours, so a theme may name three of them or none, and Textual's built-in themes work as well.
"""

from __future__ import annotations

import dataclasses
import os
import re
import sys
from pathlib import Path
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Tuple

from platformdirs import user_config_path
from pygments.styles import get_style_by_name
from pygments.token import Token, string_to_tokentype
from pygments.util import ClassNotFound
from rich.color import Color as RichColor
from rich.color import ColorType
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.theme import Theme

from stepper.roles import ROLES, SYNTAX

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

DEFAULT = "pystep-dark"

_COLOR_FIELDS = {field.name for field in dataclasses.fields(Theme)} - {
    "name", "dark", "variables", "ansi", "luminosity_spread", "text_alpha",
}  # fmt: skip
_HUES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_ANSI = [f"ansi_{hue}" for hue in _HUES] + [f"ansi_bright_{hue}" for hue in _HUES]
# What Textual's own widgets (palette, input row) need to be told when they draw with the terminal's colours.
_ANSI_VARIABLES = {
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
    "block-cursor-foreground": "ansi_black",
    "block-cursor-background": "ansi_bright_yellow",
    "block-cursor-text-style": "none",
    "border": "ansi_default",
    "border-blurred": "ansi_default",
    "input-cursor-foreground": "ansi_black",
    "input-cursor-background": "ansi_bright_yellow",
    "input-selection-foreground": "ansi_black",
    "input-selection-background": "ansi_bright_cyan",
}
_WORDS = {"bold", "italic", "underline", "reverse", "strike", "dim"}


class ThemeError(Exception):
    """A theme can't be used; the text is one line that names the file, the key and the reason."""


class PystepTheme(NamedTuple):
    """A theme file after reading: Textual's part and ours."""

    theme: Theme
    roles: Dict[str, str]
    syntax: Dict[str, str]


# ---- reading ----


def directories() -> Tuple[Path, ...]:
    """Where theme files are, the ones that win last: shipped with pystep, then the user's own."""
    packed = Path(__file__).parent / "themes"  # in the wheel; a checkout has them beside the package
    shipped = packed if packed.is_dir() else Path(__file__).parents[1] / "themes"
    return shipped, user_config_path("pystep") / "themes"


def available() -> Dict[str, Path]:
    """Theme files by name, which is the file's name without ``.toml``."""
    return {path.stem: path for folder in directories() for path in sorted(folder.glob("*.toml"))}


def find(name: str) -> PystepTheme:
    """The theme of that name, or in the file of that path."""
    if is_file(name):
        return read(Path(name))
    paths = available()
    if name not in paths:
        raise ThemeError(f"there is no theme {name!r}; there are: {', '.join(sorted(paths))}")
    return read(paths[name])


def is_file(name: str) -> bool:
    """Whether a theme's name is the path of its file."""
    return name.endswith(".toml") or "/" in name or os.sep in name


def read_all() -> Tuple[Dict[str, PystepTheme], List[str]]:
    """Every theme that can be read, and a line for each that can't."""
    themes: Dict[str, PystepTheme] = {}
    problems: List[str] = []
    for name, path in available().items():
        try:
            themes[name] = read(path)
        except ThemeError as error:
            problems.append(str(error))
    return themes, problems


def read(path: Path, _seen: Tuple[str, ...] = ()) -> PystepTheme:
    """Read and check one theme file; what it does not say comes from the theme it inherits."""
    try:
        with path.open("rb") as file:
            data = tomllib.load(file)
    except OSError as error:
        raise ThemeError(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ThemeError(f"{path}: not TOML: {error}") from None

    parent = _parent(path, data.pop("inherits", None), _seen)
    name = _text(path, "name", data.pop("name", path.stem))
    dark = _flag(path, "dark", data.pop("dark", parent.theme.dark if parent else True))
    ansi = _flag(path, "ansi", data.pop("ansi", parent.theme.ansi if parent else False))
    colors = {**_inherited_colors(parent), **_colors(path, _table(path, data, "colors"))}
    if "primary" not in colors:
        raise ThemeError(f"{path}: colors.primary is missing, and so is inherits")
    variables = _ANSI_VARIABLES if ansi else {}
    theme = Theme(name=name, dark=dark, ansi=ansi, variables=variables, **colors)  # type: ignore[arg-type]
    known = _with_derived(theme)
    roles = {**(parent.roles if parent else {}), **_roles(path, _table(path, data, "roles"), known)}
    syntax = {**(parent.syntax if parent else {}), **_syntax(path, _table(path, data, "syntax"), known)}
    if data:
        raise ThemeError(f"{path}: {next(iter(data))}: no such key")
    return PystepTheme(theme, roles, syntax)


def _parent(path: Path, name: Optional[str], seen: Tuple[str, ...]) -> Optional[PystepTheme]:
    if name is None:
        return None
    paths = available()
    if name not in paths:
        raise ThemeError(f"{path}: inherits: there is no theme {name!r}")
    if name in seen or paths[name].resolve() == path.resolve():
        raise ThemeError(f"{path}: inherits: {name!r} inherits itself")
    return read(paths[name], (*seen, name))


def _inherited_colors(parent: Optional[PystepTheme]) -> Dict[str, str]:
    if parent is None:
        return {}
    return {key: value for key in _COLOR_FIELDS if (value := getattr(parent.theme, key)) is not None}


def _text(path: Path, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ThemeError(f"{path}: {key}: a string is wanted, not {value!r}")
    return value


def _flag(path: Path, key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ThemeError(f"{path}: {key}: true or false is wanted")
    return value


def _table(path: Path, data: Dict[str, Any], name: str) -> Dict[str, str]:
    table = data.pop(name, {})
    if not isinstance(table, dict):
        raise ThemeError(f"{path}: {name}: a table is wanted")
    return {key: _text(path, f"{name}.{key}", value) for key, value in table.items()}


def _colors(path: Path, table: Dict[str, str]) -> Dict[str, str]:
    for key, value in table.items():
        if key not in _COLOR_FIELDS:
            raise ThemeError(
                f"{path}: colors.{key}: no such colour; there are: {', '.join(sorted(_COLOR_FIELDS))}"
            )
        try:
            Color.parse(value)
        except ColorParseError:
            raise ThemeError(f"{path}: colors.{key}: {value!r} is no colour") from None
    return table


def _roles(path: Path, table: Dict[str, str], known: Mapping[str, str]) -> Dict[str, str]:
    for key, value in table.items():
        if key not in ROLES:
            raise ThemeError(f"{path}: roles.{key}: no such role; there are: {', '.join(sorted(ROLES))}")
        _check_style(path, f"roles.{key}", value, known)
    return table


def _syntax(path: Path, table: Dict[str, str], known: Mapping[str, str]) -> Dict[str, str]:
    styles: Dict[str, str] = {}
    base = table.pop("style", None)
    if base is not None:
        try:
            styles = _pygments_style(base)
        except ClassNotFound:
            raise ThemeError(f"{path}: syntax.style: Pygments has no style {base!r}") from None
    for key, value in table.items():
        _check_style(path, f"syntax.{key}", value, known)
        styles[key] = value
    return styles


def _pygments_style(name: str) -> Dict[str, str]:
    styles = {}
    for token, look in get_style_by_name(name):
        words = [word for word in ("bold", "italic", "underline") if look[word]]
        if look["color"]:
            words.append("#" + look["color"])
        styles[".".join(token)] = " ".join(words)
    return styles


def _check_style(path: Path, key: str, text: str, known: Mapping[str, str]) -> None:
    try:
        parse_style(text, known)
    except ValueError as error:
        raise ThemeError(f"{path}: {key}: {error}") from None


# ---- styles ----


def parse_style(text: str, variables: Mapping[str, str]) -> Style:
    """A style string as a Rich style.

    ``[COLOUR [N%]] [on COLOUR [N%]] [bold] [italic] [underline] [reverse] [strike] [dim]``, where a colour
    is any that Textual knows or ``$name`` of the theme, and the percentage blends it into the theme's
    background."""
    colors: Dict[str, Color] = {}
    attributes: Dict[str, bool] = {}
    slot = "color"
    for word in text.split():
        if word == "on":
            slot = "bgcolor"
        elif word in _WORDS:
            attributes[word] = True
        elif re.fullmatch(r"\d{1,3}%", word) and slot in colors:
            ground = Color.parse(variables["background"])
            colors[slot] = ground.blend(colors[slot], int(word[:-1]) / 100, 1)
        else:
            colors[slot] = _color(word, variables)
    drawn = {name: color.rich_color for name, color in colors.items() if not color.is_transparent}
    return Style(**drawn, **attributes)  # type: ignore[arg-type]


def _color(word: str, variables: Mapping[str, str]) -> Color:
    value = word
    if word.startswith("$"):
        if word[1:] not in variables:
            raise ValueError(f"there is no colour {word}")
        value = variables[word[1:]]
    try:
        return Color.parse(value)
    except ColorParseError:
        raise ValueError(f"{word!r} is no colour and no style") from None


def _with_derived(theme: Theme) -> Dict[str, str]:
    """The theme's colours by name, those included that Textual derives from the others."""
    return theme.to_color_system().generate()


def role_styles(roles: Mapping[str, str], variables: Mapping[str, str]) -> Dict[str, Style]:
    """A style for every role: the theme's own where it names one, else the default."""
    return {name: parse_style(roles.get(name, default), variables) for name, default in ROLES.items()}


def syntax_styles(syntax: Mapping[str, str], variables: Mapping[str, str]) -> Dict[Any, Style]:
    """Styles by Pygments token type. A theme's syntax table, where it has one, replaces the default whole."""
    table = syntax or SYNTAX
    styles = {string_to_tokentype(key): parse_style(text, variables) for key, text in table.items()}
    styles.setdefault(Token, Style())
    return styles


def css_variables(styles: Mapping[str, Style], variables: Mapping[str, str]) -> Dict[str, str]:
    """The roles' colours for the stylesheet: ``$step-ROLE`` and ``$step-ROLE-background``.

    Each role has both, whatever its style says: a variable that is missing would end the program.
    """
    found = {}
    for name, style in styles.items():
        text = variables["foreground"] if style.color is None else _css_color(style.color)
        ground = variables["background"] if style.bgcolor is None else _css_color(style.bgcolor)
        found[f"step-{name}"], found[f"step-{name}-background"] = text, ground
    return found


def _css_color(color: RichColor) -> str:
    """A colour as the stylesheet writes it; the terminal's own colours stay the terminal's own."""
    if color.is_default:
        return "ansi_default"
    if color.type is ColorType.STANDARD and color.number is not None:
        return _ANSI[color.number]
    return color.get_truecolor().hex
