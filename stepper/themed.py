"""An app that draws with pystep's themes: registers them, keeps the look up to date, feeds the stylesheet."""

from __future__ import annotations

from typing import Dict, List, Optional

from textual.app import App
from textual.command import CommandPalette

from stepper import themes
from stepper.panes.look import Look
from stepper.screens.themechoice import ThemePalette, UseTheme


class ThemedApp(App[None]):
    """Knows themes and nothing else."""

    def __init__(self, theme: str = themes.DEFAULT, ascii: bool = False) -> None:
        """``theme`` is a name or a path; raises themes.ThemeError when it can't be used."""
        self._themes, self._theme_problems = themes.read_all()
        chosen = themes.find(theme)
        self._theme_file = theme if themes.is_file(theme) else None
        self._theme_before: Optional[str] = None  # while the list of themes is open
        self._themes[chosen.theme.name] = chosen
        self.look = Look(ascii)
        super().__init__()
        for known in self._themes.values():
            self.register_theme(known.theme)
        self.theme = chosen.theme.name
        self.watch_theme(self.theme)
        self.set_class(ascii, "-ascii")

    def watch_theme(self, name: str) -> None:
        """Draw with the theme's roles; Textual's own themes have none and get the defaults."""
        theme = self._themes.get(name)
        self.look.use(theme.roles if theme else {}, theme.syntax if theme else {}, self._colors())

    def get_css_variables(self) -> Dict[str, str]:
        theme = self._themes.get(self.current_theme.name)
        colors = self._colors()
        styles = themes.role_styles(theme.roles if theme else {}, colors)
        return {**super().get_css_variables(), **themes.css_variables(styles, colors)}

    def search_themes(self) -> None:
        """Open the list of themes; the one in force comes back when none is chosen."""
        self._theme_before = self.theme
        self.push_screen(ThemePalette())

    def on_command_palette_option_highlighted(self, event: CommandPalette.OptionHighlighted) -> None:
        choice = getattr(getattr(event.highlighted_event.option, "hit", None), "command", None)
        if isinstance(choice, UseTheme) and self._theme_before is not None:
            choice()

    def on_command_palette_closed(self, event: CommandPalette.Closed) -> None:
        before, self._theme_before = self._theme_before, None
        if before is not None and not event.option_selected:
            self.theme = before

    def reload_themes(self) -> None:
        """Read the theme files again, and draw with what they say now; what is wrong stays as it was."""
        found, problems = themes.read_all()
        self._themes.update(found)
        if self._theme_file is not None:
            problems += self._read_again(self._theme_file)
        for known in self._themes.values():
            self.register_theme(known.theme)
        # Only another name makes Textual look at a theme.
        name = self.theme if self.theme in self.available_themes else themes.DEFAULT
        self.theme = next(other for other in self.available_themes if other != name)
        self.theme = name
        for problem in problems:
            self.warn(problem)

    def _read_again(self, path: str) -> List[str]:
        try:
            chosen = themes.find(path)
        except themes.ThemeError as error:
            return [str(error)]
        self._themes[chosen.theme.name] = chosen
        return []

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder="Search for commands", id="--command-palette"))

    def on_mount(self) -> None:
        for problem in self._theme_problems:
            self.warn(problem)

    def warn(self, text: str) -> None:
        """Tell the user that something did not work; the text may hold anything."""
        self.notify(self.look.text(text), severity="warning", markup=False)

    def _colors(self) -> Dict[str, str]:
        return self.current_theme.to_color_system().generate()
