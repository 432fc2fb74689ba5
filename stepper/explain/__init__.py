"""What the instruction about to run will do, in plain words with the actual values.

Pure: a Snapshot and its Listing in, sentences out. The words are tables by opcode in the modules of this package;
what depends on the guest's Python version (stack pictures, roles, results known beforehand) comes with the records.
"""

from __future__ import annotations

from stepper.explain.explanation import Explanation, explain

__all__ = ["Explanation", "explain"]
