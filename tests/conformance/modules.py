"""Which modules of CPython's test suite are run, and under which name each version has them."""

from __future__ import annotations

import functools
import os
import subprocess
from pathlib import Path
from typing import NamedTuple, Optional, Tuple

from tests.interpreters import Interpreter

# The longest first, so that none of them is the last to start.
NAMES = """
test_pickle test_unittest test_re test_random test_threading test_typing test_asyncio.test_tasks test_set
test_str test_bytes test_inspect test_traceback test_descr test_enum test_logging test_itertools test_float
test_functools test_list test_int test_dataclasses test_builtin test_signal test_weakref test_gc test_range

test_grammar test_generators test_generator_stop test_exceptions test_raise test_with test_scope
test_coroutines test_asyncgen test_class test_unpack test_unpack_ex test_contextlib test_contextlib_async
test_dict test_tuple test_decorators test_patma test_except_star test_exception_group
test_named_expressions test_fstring test_format test_iter test_augassign test_binop test_compare test_bool
test_call test_extcall test_funcattrs test_keywordonlyarg test_positional_only_arg test_super test_metaclass
test_property test_type_params test_type_aliases test_listcomps test_genexps test_setcomps test_yield_from
test_warnings test_copy test_copyreg test_threading_local test_context test_finalization test_sys test_types
test_isinstance test_slice test_complex test_time

test_frame test_ast test_collections test_syntax test_ordered_dict test_runpy test_pprint test_code_module
test_abc test_symtable test_module test_genericalias test_genericclass test_subclassinit test_global
test_dynamicclassattribute test_baseexception test_operator test_richcmp test_dictviews test_weakset
test_reprlib
""".split()

# They take more than half of the time, some of it asleep: --fast leaves them out.
SLOW = """
test_set test_signal test_asyncio.test_tasks test_itertools test_threading test_logging test_weakref
test_pickle test_unittest test_bytes
""".split()
FAST = [title for title in NAMES if title not in SLOW]

# Those that a version may keep elsewhere: the first that is there counts.
_ELSEWHERE = {
    "test_inspect": ("test_inspect.test_inspect", "test_inspect"),
    "test_str": ("test_str", "test_unicode"),
}

_ASK = "import os, test, doctest; print(os.path.dirname(test.__file__)); print(doctest.__file__)"


class Target(NamedTuple):
    """One module of tests under one interpreter."""

    title: str  # as in NAMES
    module: str  # what is imported
    prefixes: Tuple[str, ...]  # of its tests' ids, which go without saying
    include: Tuple[str, ...]  # what of the library is interpreted
    path: str = ""  # more directories to import from

    def short(self, test: str) -> str:
        """The id of a test without the name of the module."""
        for prefix in self.prefixes:
            if test.startswith(prefix):
                return test[len(prefix) :]
        return test


@functools.cache
def library(python: Interpreter) -> Tuple[str, str]:
    """The directory of ``test`` and the file of ``doctest``; OSError if there is no such directory."""
    answer = subprocess.run([python.path, "-c", _ASK], capture_output=True, text=True)
    if answer.returncode != 0:
        raise OSError(f"CPython {python.full} is installed without its tests")
    folder, doctest = answer.stdout.splitlines()
    return folder, doctest


def find(title: str, python: Interpreter) -> Optional[Target]:
    """The module under *python*; None if that version has none of this name."""
    folder, doctest = library(python)
    for name in _ELSEWHERE.get(title, (title,)):
        place = Path(folder, *name.split("."))
        if place.is_dir() or place.with_suffix(".py").is_file():
            # unittest's own tests were at home there until 3.11.
            unittest = os.path.join(os.path.dirname(folder), "unittest", "test")
            return Target(
                title, f"test.{name}", (f"test.{name}.", "unittest.test."), (folder, unittest, doctest)
            )
    return None
