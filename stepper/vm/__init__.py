"""The machine: CPython's bytecode run with explicit frames, value stack and block stack. Standard library
only.

``VM`` runs a program in portions for library users; ``Interpreter`` runs it on the calling thread and asks a
controller at each stop. Nothing here prints, or knows of screens, sockets or how breakpoints are written.
"""

from .frame import NULL, Block, Frame
from .interpreter import Interpreter
from .link import Instruction, Program, VMError
from .resumable import VM
from .stops import Controller, Reason, Resume, Stop
from .tracebacks import strip
from .versions import HOST, SUPPORTED, UnsupportedPython

__all__ = [
    "HOST",
    "NULL",
    "SUPPORTED",
    "VM",
    "Block",
    "Controller",
    "Frame",
    "Instruction",
    "Interpreter",
    "Program",
    "Reason",
    "Resume",
    "Stop",
    "UnsupportedPython",
    "VMError",
    "strip",
]
