"""What the instruction about to run will do, in plain words with the actual values.

Pure: a Snapshot and its Listing in, sentences out. The words are a table by opcode, filled by the modules of
this package by family; what depends on the guest's Python version (stack pictures, roles, what is foreseen)
comes with the records.
"""

from __future__ import annotations

from stepper.explain.explanation import Explanation, explain

__all__ = ["Explanation", "explain"]
