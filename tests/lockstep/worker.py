"""Runs programs both ways as they come: ``python -m tests.lockstep.worker``, under any supported CPython.

One job a line on standard input, as JSON with the fields of Job; one answer a line on what was standard
output when it began. What a program itself writes there goes to standard error.
"""

from __future__ import annotations

import json
import os
import traceback
import warnings
from typing import Any, Dict

from tests.lockstep.record import difference
from tests.lockstep.running import Job, run_both


def answer(fields: Dict[str, Any]) -> Dict[str, Any]:
    """The difference, "" when there is none; what CPython ran, and what it ended with."""
    try:
        job = Job(**fields)
        expected, got = run_both(job)
    except BaseException:
        return {"difference": traceback.format_exc(), "steps": 0, "opcodes": [], "ended": ""}
    return {
        "difference": difference(expected, got),
        "steps": len(expected.steps),
        "opcodes": sorted({step.opname for step in got.steps}),
        "ended": expected.exception.strip().rpartition("\n")[2],
    }


def main() -> None:
    jobs, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    for line in jobs:
        print(json.dumps(answer(json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
