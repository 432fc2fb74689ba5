"""Every shipped theme can be read, by people with any colour vision, on every ground it draws on."""

from __future__ import annotations

import re
from typing import Dict, Iterator, List, Tuple

import pytest
from rich.color import Color as RichColor
from rich.style import Style

from stepper import glyphs, themes
from tests.differential.programs import ROOT

SHIPPED = ("pystep-ansi", "pystep-contrast", "pystep-dark", "pystep-light", "pystep-projector")
LEAST = {"pystep-contrast": 7.0}  # the others: 4.5
# Lines, arrows and what is switched off are no text.
NOT_TEXT = {"rule", "arrow", "focus", "off"}

RGB = Tuple[int, int, int]

# What terminals make of the sixteen colours, in their order, by the defaults of each.
_PALETTES = {
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "linux": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa "
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "gnome": "171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc "
    "5e5c64 f66151 33d17a e9ad0c 2a7bde c061cb 33c7de ffffff",
    "tango": "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf "
    "555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec",
    "windows": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc "
    "767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
    "macos": "000000 c23621 25bc24 adad27 492ee1 d338d3 33bbc8 cbcccd "
    "818383 fc391f 31e722 eaec23 5833ff f935f8 14f0f0 e9ebeb",
}
PALETTES = {
    name: [(int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)) for code in codes.split()]
    for name, codes in _PALETTES.items()
}
# Each palette with the text and ground that terminals put it on: light on dark, and dark on light.
TERMINALS = [(palette, *pair) for palette in PALETTES for pair in ((7, 0), (0, 15))]


def luminance(color: RGB) -> float:
    """Relative luminance as in WCAG 2."""
    parts = [part / 255 for part in color]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: RGB, other: RGB) -> float:
    """The contrast ratio as in WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class Painted:
    """A theme on a terminal: what its styles come to in red, green and blue."""

    def __init__(self, name: str, palette: str = "xterm", text: int = 7, ground: int = 0) -> None:
        theme = themes.find(name)
        known = theme.theme.to_color_system().generate()
        self._palette = PALETTES[palette]
        self._text, self._ground = self._palette[text], self._palette[ground]
        self.least = LEAST.get(name, 4.5)
        self.roles = themes.role_styles(theme.roles, known)
        self.syntax = themes.syntax_styles(theme.syntax, known)
        self._text = self.color(themes.parse_style("$foreground", known).color, self._text)
        grounds = [themes.parse_style(f"on ${colour}", known) for colour in ("background", "panel")]
        self.grounds = [self.ground(style) for style in grounds]

    def color(self, color: object, default: RGB) -> RGB:
        if not isinstance(color, RichColor) or color.is_default:
            return default
        if color.number is not None:
            return self._palette[color.number]
        return tuple(color.get_truecolor())  # type: ignore[return-value]

    def ground(self, style: Style) -> RGB:
        """The ground a style lays under other text."""
        return self.color(style.bgcolor, self._ground)

    def contrast(self, style: Style, under: RGB) -> float:
        """Of a style's text and its ground, which is the one under it where it has none of its own."""
        return ratio(*self.colors(style, under))

    def colors(self, style: Style, under: RGB) -> Tuple[RGB, RGB]:
        """The colours of a style's text and of its ground."""
        front, back = self.color(style.color, self._text), self.color(style.bgcolor, under)
        return (back, front) if style.reverse else (front, back)


def painted() -> Iterator[object]:
    """Each theme; the one that takes the terminal's colours, on each terminal."""
    for name in SHIPPED:
        if name != "pystep-ansi":
            yield pytest.param((name,), id=name)
    for palette, text, ground in TERMINALS:
        yield pytest.param(("pystep-ansi", palette, text, ground), id=f"pystep-ansi-{palette}-on-{ground}")


@pytest.fixture(params=painted())
def theme(request: pytest.FixtureRequest) -> Painted:
    return Painted(*request.param)


def test_shipped_are_these() -> None:
    """A theme that is added has to pass here."""
    assert tuple(sorted(path.stem for path in themes.directories()[0].glob("*.toml"))) == SHIPPED


def test_roles_are_readable(theme: Painted) -> None:
    """Every role's text stands out on each ground it is drawn on: background, panel, band and cursor."""
    grounds = [*theme.grounds, *(theme.ground(theme.roles[under]) for under in ("band", "cursor", "linked"))]
    dim = [
        (role, ground, round(contrast, 2))
        for role, style in theme.roles.items()
        for ground in grounds
        if role not in NOT_TEXT and (contrast := theme.contrast(style, ground)) < theme.least
    ]
    assert dim == []


def test_source_is_readable(theme: Painted) -> None:
    """The colours of the source, on the current line, under the cursor and where it is emphasised."""
    grounds = [theme.grounds[0]]
    grounds += [theme.ground(theme.roles[under]) for under in ("band", "cursor", "linked", "expression")]
    dim = [
        (token, ground, round(contrast, 2))
        for token, style in theme.syntax.items()
        for ground in grounds
        if (contrast := theme.contrast(style, ground)) < theme.least
    ]
    assert dim == []


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_dimmed_while_the_program_runs_is_readable(name: str) -> None:
    """The panes show where it was: fainter, and still to be read."""
    sheet = (ROOT / "stepper" / "stepper.tcss").read_text(encoding="utf-8")
    (percent,) = re.findall(r"\.-running #main \{ opacity: (\d+)%", sheet)
    theme = Painted(name)
    ground = theme.grounds[0]

    def dimmed(color: RGB) -> RGB:
        share = (
            int(percent) / 100 if name != "pystep-ansi" else 1.0
        )  # it can't mix the terminal's own colours
        return tuple(round(c * share + g * (1 - share)) for c, g in zip(color, ground))  # type: ignore[return-value]

    for role, style in theme.roles.items():
        if role not in NOT_TEXT:
            front, back = theme.colors(style, ground)
            assert ratio(dimmed(front), dimmed(back)) >= theme.least, role


# ---- any colour vision ----

# What is told apart within one column of a pane, each with its glyph.
COLUMNS: List[Dict[str, str]] = [
    {"current": glyphs.CURRENT, "muted": glyphs.CURSOR, "linked": glyphs.LINKED},
    {"new": glyphs.NEW, "changed": glyphs.CHANGED, "gone": glyphs.GONE, "value": " "},
    {"breakpoint": glyphs.BREAKPOINT, "number": " "},
    {"operand": glyphs.CONSUMED, "type": " "},
]
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear light.
_DEFICIENCIES = {
    "protan": ((0.1523, 1.0526, -0.2049), (0.1145, 0.7863, 0.0992), (-0.0039, -0.0481, 1.0520)),
    "deutan": ((0.3673, 0.8606, -0.2280), (0.2801, 0.6725, 0.0474), (-0.0118, 0.0429, 0.9689)),
    "tritan": ((1.2555, -0.0767, -0.1788), (-0.0784, 0.9308, 0.1476), (0.0047, 0.6914, 0.3039)),
}  # fmt: skip
_NORMAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def lab(color: RGB, sight: Tuple[Tuple[float, ...], ...] = _NORMAL) -> Tuple[float, float, float]:
    """A colour as it is seen, in CIE L*a*b* (D65)."""
    parts = [part / 255 for part in color]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    seen = [min(max(sum(k * v for k, v in zip(row, linear)), 0.0), 1.0) for row in sight]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.95047, 1.0, 1.08883)
    x, y, z = (sum(k * v for k, v in zip(row, seen)) / w for row, w in zip(to_xyz, white))
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: RGB, other: RGB, sight: Tuple[Tuple[float, ...], ...] = _NORMAL) -> float:
    """How far apart two colours are seen (CIE76)."""
    return sum((a - b) ** 2 for a, b in zip(lab(one, sight), lab(other, sight))) ** 0.5


def test_distances_are_those_of_the_books() -> None:
    assert distance((0, 0, 0), (255, 255, 255)) == pytest.approx(100, abs=0.1)
    red, green = (200, 60, 40), (110, 120, 30)
    assert distance(red, green, _DEFICIENCIES["deutan"]) < 0.6 * distance(red, green)


@pytest.mark.parametrize("ascii", [False, True], ids=["symbols", "ascii"])
def test_glyphs_differ_where_colours_may_not(theme: Painted, ascii: bool) -> None:
    """What stands in one column has glyphs of its own where its colours come close for anybody's eyes."""
    alike = []
    for column in COLUMNS:
        for role, glyph in column.items():
            for other, other_glyph in column.items():
                if role >= other:
                    continue
                one, two = (theme.color(theme.roles[name].color, theme.grounds[0]) for name in (role, other))
                close = min(distance(one, two, sight) for sight in (_NORMAL, *_DEFICIENCIES.values()))
                shown = [glyphs.to_ascii(g) if ascii else g for g in (glyph, other_glyph)]
                if close < 20 and shown[0] == shown[1]:
                    alike.append((role, other))
    assert alike == []


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "pystep-ansi"])
def test_states_differ_in_colour_too(name: str) -> None:
    """New, changed and broken off are not one colour to most eyes."""
    theme = Painted(name)
    states = [
        theme.color(theme.roles[role].color, (0, 0, 0)) for role in ("new", "changed", "error", "value")
    ]
    closest = min(distance(one, two) for one in states for two in states if one is not two)

    assert closest >= 20
