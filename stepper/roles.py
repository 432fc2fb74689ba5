"""The meanings a theme can give a look to, and the look each has when the theme says nothing.

Colour alone never carries a fact: whatever is told apart by a role here has a glyph or a word of its own as
well."""

from __future__ import annotations

from typing import Dict

ROLES: Dict[str, str] = {
    # Text everywhere.
    "text": "$foreground",
    "strong": "$foreground bold",
    "muted": "$foreground 72%",
    "empty": "$foreground 72% italic",
    # Frames and titles of the panes.
    "rule": "$foreground 28%",
    "focus": "$accent",
    "title": "$foreground bold",
    # The header.
    "program": "$background on $foreground bold",
    "crumb": "$foreground 72%",
    "unseen": "$warning bold",
    "paused": "$background on $success bold",
    "running": "$background on $accent bold",
    "waiting": "$background on $warning bold",
    "finished": "$background on $foreground bold",
    "ended": "$background on $error bold",
    "past": "$background on $warning bold",
    # The timeline.
    "played": "$accent",
    "now": "$accent bold",
    # Listing and source.
    "current": "$background on $accent bold",
    "band": "on $foreground 14%",
    "cursor": "on $foreground 14%",
    "linked": "on $primary 22%",
    "breaker": "$warning bold",
    "heat": "$warning",
    "hot": "$warning bold reverse",
    "number": "$foreground 68%",
    "offset": "$foreground 72%",
    "opcode": "$foreground bold",
    "argument": "$primary",
    "arrow": "$foreground 45%",
    "arrow-current": "$accent bold",
    "breakpoint": "$error bold",
    "expression": "bold underline on $foreground 26%",
    # Values.
    "name": "$primary bold",
    "value": "$foreground",
    "type": "$foreground 72% italic",
    "null": "$foreground 72% italic",
    "operand": "$accent bold",
    "new": "$primary bold",
    "changed": "$warning bold reverse",
    "was": "$foreground 72% italic",
    "gone": "$foreground 72% strike",
    "error": "$error bold",
    # The sentence, the footer, the input row.
    "mnemonic": "$background on $accent bold",
    "alarm": "$background on $error bold",
    "sentence": "$foreground bold",
    "effect": "$foreground 72%",
    "reason": "$warning bold",
    "key": "$accent bold",
    "label": "$foreground",
    "off": "$foreground 45%",
}

SYNTAX: Dict[str, str] = {
    "Comment": "$foreground 72% italic",
    "Keyword": "$accent",
    "Keyword.Constant": "$success bold",
    "Name": "$foreground",
    "Name.Builtin": "$primary",
    "Name.Builtin.Pseudo": "$primary italic",
    "Name.Class": "$warning bold",
    "Name.Decorator": "$warning",
    "Name.Exception": "$error",
    "Name.Function": "$warning bold",
    "Number": "$warning",
    "Operator": "$foreground bold",
    "Operator.Word": "$accent",
    "String": "$success",
    "String.Doc": "$success italic",
    "String.Interpol": "$warning",
}
