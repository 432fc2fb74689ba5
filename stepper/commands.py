"""Every command of the screen, once.

Key bindings, footer, help, palette and docs all derive from this table.
"""

from __future__ import annotations

from typing import Dict, NamedTuple, Tuple

PAUSED, RUNNING, WAITING, ENDED = "paused", "running", "waiting", "ended"
PLAYING = "playing"  # paused, and going on by itself: for the header and the footer only
PAST = "past"  # a stop that has been is shown, whether the program is paused or has ended
# A lesson shows recorded stops only; while it asks, what would give the answer away is covered.
LESSON, PREDICTING, ASKING = "lesson", "predicting", "asking"
ALWAYS = frozenset({"starting", PAUSED, RUNNING, ENDED, PAST, LESSON, PREDICTING, ASKING})
WHEN_STOPPED = frozenset({PAUSED, PAST, LESSON, PREDICTING})
WHEN_RUNNING = frozenset({RUNNING})
WITH_PROGRAM = frozenset({PAUSED, RUNNING, PAST})
WITH_BREAKPOINTS = WITH_PROGRAM | {ENDED}  # they are kept for when it is started again
WITH_HISTORY = frozenset({PAUSED, PAST, ENDED, LESSON, PREDICTING, ASKING})
WITH_LESSON = frozenset({LESSON, ASKING})
WITH_QUESTIONS = frozenset({LESSON, PREDICTING, ASKING})
WITH_PREDICTIONS = frozenset({PAUSED, PAST, PREDICTING, ASKING})


class Command(NamedTuple):
    """One thing the user can do.

    Its action is the method ``action_<id>`` of the app, or of a pane for group "pane".
    """

    id: str
    keys: Tuple[str, ...]  # as Textual names them, the one to teach first
    label: str  # for the footer: one word
    help: str  # for help, palette and docs: one sentence
    group: str  # "run", "past", "stop", "values", "look", "pane" or "session"
    when: frozenset[str]  # the states in which it does something
    footer: bool = False

    @property
    def shown_keys(self) -> Tuple[str, ...]:
        """The keys as people write them."""
        return tuple(shown(key) for key in self.keys)


GROUPS: Dict[str, str] = {
    "run": "Run",
    "past": "Look back",
    "stop": "Stop and start",
    "values": "Values",
    "look": "Look",
    "lesson": "Lessons and predictions",
    "pane": "Move in a pane",
    "session": "pystep",
}

PANES: Dict[str, str] = {
    "1": "source",
    "2": "bytecode",
    "3": "stack",
    "4": "locals",
    "5": "blocks",
    "6": "frames",
    "7": "watches",
    "8": "breakpoints",
    "9": "output",
    "0": "console",
}

# The commands that have a key for each thing they may be about, by that key.
CHOICES: Dict[str, Dict[str, str]] = {
    "pane": PANES,
    "vote": {letter: letter for letter in "abcd"},
    "count": {digit: digit for digit in "0123456789"},
}

COMMANDS: Tuple[Command, ...] = (
    Command(
        "step", ("s", "space", "f11"), "Step", "Step one instruction, into calls", "run", WHEN_STOPPED, True
    ),
    Command("next", ("n", "f10"), "Next", "Step one instruction, over calls", "run", WHEN_STOPPED, True),
    Command("line", ("l",), "Line", "Go on to the next source line", "run", WHEN_STOPPED, True),
    Command(
        "finish", ("r", "shift+f11"), "Return", "Run until this frame returns", "run", WHEN_STOPPED, True
    ),
    Command("continue", ("c", "f5"), "Continue", "Run to the next breakpoint", "run", WHEN_STOPPED, True),
    Command("until", ("t",), "Until", "Run to the cursor in the listing", "run", WHEN_STOPPED),
    Command("play", ("a",), "Play", "Slow motion, and stop it", "run", WITH_PROGRAM),
    Command("faster", ("plus",), "Faster", "Faster slow motion", "run", ALWAYS),
    Command("slower", ("minus",), "Slower", "Slower slow motion", "run", ALWAYS),
    Command("goto", ("g",), "Go to", "Go to a stop, line or offset; step 100", "run", WITH_HISTORY),
    Command("step_back", ("S",), "Back", "Step back, into calls", "past", WITH_HISTORY, True),
    Command("next_back", ("N",), "Next", "Step back, over calls", "past", WITH_HISTORY),
    Command("line_back", ("L",), "Line", "Back to the start of a line", "past", WITH_HISTORY),
    Command("finish_back", ("R",), "Call", "Back to the call of this frame", "past", WITH_HISTORY),
    Command("continue_back", ("C",), "Reverse", "Back to the last breakpoint", "past", WITH_HISTORY),
    Command("earlier", ("left",), "Earlier", "The stop before this one", "past", WITH_HISTORY),
    Command(
        "later", ("right",), "Later", "The stop after this one", "past", frozenset({PAST, LESSON, PREDICTING})
    ),
    Command("first_stop", ("less_than_sign",), "First", "The first stop kept", "past", WITH_HISTORY),
    Command(
        "last_stop",
        ("greater_than_sign",),
        "Now",
        "The newest stop",
        "past",
        frozenset({PAST, LESSON, PREDICTING}),
    ),
    Command(
        "breakpoint",
        ("b", "f9"),
        "Break",
        "Set or remove a breakpoint at the cursor",
        "stop",
        WITH_BREAKPOINTS,
        True,
    ),
    Command(
        "edit_breakpoint",
        ("B",),
        "Edit",
        "Write a breakpoint: if, once, every",
        "stop",
        WITH_BREAKPOINTS,
    ),
    Command(
        "switch_breakpoint",
        ("x",),
        "Switch",
        "Turn the breakpoint off or on",
        "stop",
        WITH_BREAKPOINTS,
    ),
    Command("pause", ("ctrl+c",), "Pause", "Pause a running program", "stop", ALWAYS),
    Command("kill", ("K",), "Kill", "Kill a running program", "stop", WHEN_RUNNING),
    Command("restart", ("ctrl+r",), "Restart", "Start again, breakpoints kept", "stop", ALWAYS),
    Command("watch", ("w",), "Watch", "Watch an expression", "values", WITH_PROGRAM),
    Command("console", ("p",), "Eval", "Run a line in the selected frame", "values", WITH_PROGRAM),
    Command("inspect", ("i",), "Inspect", "All of the frame and its code", "values", WITH_PROGRAM),
    Command("filter", ("f",), "Filter", "Only some names in the locals", "values", ALWAYS),
    Command("up", ("u",), "Up", "Select the caller's frame", "look", WHEN_STOPPED),
    Command("down", ("d",), "Down", "Select the called frame", "look", WHEN_STOPPED),
    Command("output", ("o",), "Output", "Open or close the output", "look", ALWAYS, True),
    Command("search", ("slash",), "Search", "Search in the focused pane", "look", ALWAYS),
    Command("search_next", ("full_stop",), "Next found", "Go to the next row found", "look", ALWAYS),
    Command("search_previous", ("comma",), "Last found", "Go to the previous row found", "look", ALWAYS),
    Command("codes", ("m",), "Code", "Browse code that has not run yet", "look", ALWAYS),
    Command("heat", ("H",), "Heat", "Show how often instructions ran, or not", "look", ALWAYS),
    Command("hottest", ("M",), "Hottest", "The hottest instructions and pairs", "look", ALWAYS),
    Command("zoom", ("z",), "Zoom", "Zoom the focused pane", "look", ALWAYS),
    Command("pane", tuple(PANES), "Pane", "Go to the pane with that number", "look", ALWAYS),
    Command("next_pane", ("tab",), "Next", "Go to the next pane", "look", ALWAYS),
    Command("previous_pane", ("shift+tab",), "Previous", "Go to the previous pane", "look", ALWAYS),
    Command("back", ("escape",), "Back", "Close what was opened", "look", ALWAYS),
    Command(
        "next_stop", ("space", "pagedown"), "Next", "The next stop or question", "lesson", WITH_QUESTIONS
    ),
    Command("vote", tuple(CHOICES["vote"]), "Vote", "What the class says", "lesson", frozenset({ASKING})),
    Command("count", tuple(CHOICES["count"]), "Count", "How many said it", "lesson", frozenset({ASKING})),
    Command("vote_again", ("v",), "Vote again", "A second vote", "lesson", frozenset({ASKING})),
    Command("reveal", ("enter",), "Reveal", "Uncover the answer", "lesson", frozenset({ASKING})),
    Command("ask_again", ("p",), "Ask again", "Ask what was asked here anew", "lesson", frozenset({LESSON})),
    Command("previous_stop", ("b", "pageup"), "Back", "The stop before", "lesson", WITH_QUESTIONS),
    Command("edit_lesson", ("e",), "Edit", "Edit a copy and come back here", "lesson", WITH_LESSON),
    Command("plain", ("h",), "Plain", "Hide NULL and the like, or show all", "session", ALWAYS),
    Command("predict", ("P",), "Predict", "Predict each instruction, or no longer", "run", WITH_PREDICTIONS),
    Command("row_down", ("j", "down"), "Down", "Next row", "pane", ALWAYS),
    Command("row_up", ("k", "up"), "Up", "Previous row", "pane", ALWAYS),
    Command("page_down", ("pagedown",), "Page", "A page down", "pane", ALWAYS),
    Command("page_up", ("pageup",), "Page", "A page up", "pane", ALWAYS),
    Command("first_row", ("home",), "Start", "First row", "pane", ALWAYS),
    Command("last_row", ("end",), "End", "Last row", "pane", ALWAYS),
    Command(
        "choose",
        ("enter",),
        "Choose",
        "Open a value, an instruction, a frame",
        "pane",
        ALWAYS,
    ),
    Command("remove", ("delete",), "Remove", "Remove a breakpoint, a watch", "pane", ALWAYS),
    Command("help", ("question_mark", "f1"), "Help", "Show this help", "session", ALWAYS, True),
    Command("command_palette", ("ctrl+p",), "Palette", "Find a command by name", "session", ALWAYS),
    Command("quit", ("q", "ctrl+q"), "Quit", "End the program and leave", "session", ALWAYS, True),
)

BY_ID: Dict[str, Command] = {command.id: command for command in COMMANDS}

# What the footer offers while the program runs, and when it is over; paused, it is the commands marked so
# above.
# While the program waits for input, letters are typed into it.
FOOTER_WAITING = ("pause", "restart", "help", "quit")
FOOTER_RUNNING = ("pause", "kill", "restart", "output", "help", "quit")
FOOTER_LESSON = (
    "next_stop",
    "previous_stop",
    "step",
    "step_back",
    "ask_again",
    "edit_lesson",
    "help",
    "quit",
)
FOOTER_PREDICTING = ("next_stop", "previous_stop", "step_back", "predict", "plain", "help", "quit")
FOOTER_ASKING = ("vote", "vote_again", "reveal", "next_stop", "help", "quit")
FOOTER_ENDED = ("step_back", "restart", "output", "zoom", "help", "quit")
FOOTER_PLAYING = ("play", "slower", "faster", "step", "step_back", "help", "quit")
FOOTER_PAST = ("step_back", "step", "continue_back", "continue", "first_stop", "last_stop", "help", "quit")

_FUNCTION_KEYS = frozenset(f"f{number}" for number in range(1, 13))

SHOWN: Dict[str, str] = {
    "question_mark": "?",
    "space": "Space",
    "escape": "Esc",
    "enter": "Enter",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "home": "Home",
    "end": "End",
    "delete": "Delete",
    "tab": "Tab",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "plus": "+",
    "minus": "-",
}


def shown(key: str) -> str:
    """A key as people write it: ``shift+f11`` is Shift+F11, ``ctrl+c`` is Ctrl+C."""
    *modifiers, last = key.split("+")
    if last in SHOWN:
        last = SHOWN[last]
    elif modifiers or last in _FUNCTION_KEYS:
        last = last.upper()
    return "+".join([modifier.capitalize() for modifier in modifiers] + [last])


def is_function_key(key: str) -> bool:
    """Whether the key is F1 to F12: it types no character."""
    return key in _FUNCTION_KEYS


def footer_key(command: Command, state: str) -> str:
    """The key to show for a command: the first that does what it says in that state; "" if it has none."""
    keys = [key for key in command.keys if state != WAITING or "+" in key or is_function_key(key)]
    if command.id in CHOICES and len(keys) > 1:
        return f"{shown(keys[0])}-{shown(keys[-1])}"
    return shown(keys[0]) if keys else ""


def footer(state: str) -> Tuple[Command, ...]:
    """The commands to offer in the footer, most needed first."""
    if state == RUNNING:
        return tuple(BY_ID[name] for name in FOOTER_RUNNING)
    if state == WAITING:
        return tuple(BY_ID[name] for name in FOOTER_WAITING)
    if state == PLAYING:
        return tuple(BY_ID[name] for name in FOOTER_PLAYING)
    if state == LESSON:
        return tuple(BY_ID[name] for name in FOOTER_LESSON)
    if state == PREDICTING:
        return tuple(BY_ID[name] for name in FOOTER_PREDICTING)
    if state == ASKING:
        return tuple(BY_ID[name] for name in FOOTER_ASKING)
    if state == PAST:
        return tuple(BY_ID[name] for name in FOOTER_PAST)
    if state == ENDED:
        return tuple(BY_ID[name] for name in FOOTER_ENDED)
    return tuple(command for command in COMMANDS if command.footer)
