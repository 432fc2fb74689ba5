"""Guest threads: who is stopped and who is held, in whom a step goes on, and when they have ended."""

from __future__ import annotations

import gc
import threading
import time
from contextlib import contextmanager
from typing import Any, Callable, Iterator, List

import pytest

from stepper.vm import VM, Stop
from tests.vm.driving import IS_SUPPORTED, WHY_NOT, function, line, machine, step_until

pytestmark = [
    pytest.mark.skipif(not IS_SUPPORTED, reason=WHY_NOT),
    # pytest's own hook reports also the SystemExit that ends the threads of a guest that is closed.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
]

DEADLINE = 20.0  # seconds until something is taken for a deadlock
STILL = (
    0.05  # seconds without a change that count as standing still: a loop makes thousands of rounds in them
)
MAIN = "pystep guest"

COUNTING = """\
import threading

rounds = 0
counts = True
begun = threading.Event()

def here():
    return rounds

def count():
    global rounds
    begun.set()
    {in_worker}
    while counts:
        rounds += 1

worker = threading.Thread(target=count, name="counter")
worker.start()
begun.wait()
{in_main}
counts = False
worker.join()
"""
IN_MAIN = COUNTING.format(in_main="here()\nseen = rounds\nwhile rounds == seen: pass", in_worker="pass")
BLOCKED = """\
import threading

lock = threading.Lock()
lock.acquire()
about_to_wait = threading.Event()
passed = False

def here():
    pass

def work():
    global passed
    about_to_wait.set()
    lock.acquire()
    passed = True

worker = threading.Thread(target=work)
worker.start()
about_to_wait.wait()
here()
if not passed:
    lock.release()
worker.join()
"""
TWO = """\
import threading

seen = []
go = threading.Event()

def inner(n):
    seen.append(n)
    return n

def work():
    go.wait()
    a = inner(1)
    b = inner(2)
    return a + b

worker = threading.Thread(target=work, name="worker")
worker.start()
go.set()
worker.join()
after = inner(3)
"""
GOES, WAITS, AFTER = 18, 19, 20  # lines


@contextmanager
def stopped_at(source: str, *functions: str) -> Iterator[VM]:
    """A guest with breakpoints on the first lines of some of its functions, run to the first of them."""
    with machine(source) as vm:
        for name in functions:
            break_in(vm, name)
        stop = vm.continue_()
        assert stop.reason == ("breakpoint" if functions else "end"), vm.exception
        yield vm


def break_in(vm: VM, name: str) -> None:
    code = next(code for code in vm.program.code.co_consts if getattr(code, "co_name", "") == name)
    lines = [(i.offset, number) for i, number in zip(*instructions_and_lines(code))]
    vm.break_at(code, next(offset for offset, number in lines if number and number > code.co_firstlineno))


def instructions_and_lines(code: Any) -> Any:
    from stepper.vm.link import link

    program = link(code)
    return program.instructions, program.lines


def wait_until(holds: Callable[[], Any]) -> None:
    end = time.monotonic() + DEADLINE
    while not holds():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.001)


def stands_still(read: Callable[[], Any]) -> bool:
    """Whether a value comes to rest, as it does not while a thread counts."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        before = read()
        time.sleep(STILL)
        if read() == before:
            return True
    return False


# ---- holding ----


def test_a_stop_holds_the_other_threads_and_a_resume_lets_them_go() -> None:
    with stopped_at(IN_MAIN, "here") as vm:
        assert vm.stop is not None and (vm.stop.thread, function(vm.stop)) == (MAIN, "here")
        assert stands_still(lambda: vm.namespace["rounds"])
        assert vm.continue_().reason == "end"


def test_a_stop_in_a_worker_holds_the_main_thread() -> None:
    source = COUNTING.format(in_main="while counts: rounds += 1", in_worker="here(); counts = False")
    with stopped_at(source.replace("global rounds", "global rounds, counts"), "here") as vm:
        assert vm.stop is not None and vm.stop.thread == "counter"
        assert stands_still(lambda: vm.namespace["rounds"])
        assert vm.continue_().reason == "end"


def test_a_thread_that_comes_back_from_c_code_is_held() -> None:
    with stopped_at(BLOCKED, "here") as vm:
        lock = vm.namespace["lock"]
        lock.release()
        wait_until(lock.locked)  # by the worker, which is on its way back
        assert stands_still(lambda: vm.namespace["passed"])
        assert not vm.namespace["passed"]
        assert vm.continue_().reason == "end"
        assert vm.namespace["passed"]


def test_a_thread_that_begins_is_held() -> None:
    source = IN_MAIN.replace("worker.start()\nbegun.wait()\n", "").replace(
        "worker.join()", "worker.is_alive()"
    )
    with stopped_at(source, "here") as vm:
        vm.namespace["worker"].start()
        assert not vm.namespace["begun"].wait(STILL)
        assert vm.continue_().reason == "end"
        vm.namespace["worker"].join(DEADLINE)
        assert vm.namespace["begun"].is_set()


def test_who_looks_at_the_program_is_neither_held_nor_stopped() -> None:
    source = (
        "class A:\n    def __repr__(self):\n        return 'an A'\n\ndef here(a):\n    pass\n\nhere(A())\n"
    )
    with stopped_at(source, "here") as vm:
        assert vm.stop is not None and vm.stop.frame is not None
        break_in_method(vm, "A", "__repr__")
        assert repr(vm.stop.frame.locals[0]) == "an A"
        assert vm.continue_().reason == "end"


def break_in_method(vm: VM, cls: str, name: str) -> None:
    body = next(code for code in vm.program.code.co_consts if getattr(code, "co_name", "") == cls)
    code = next(code for code in body.co_consts if getattr(code, "co_name", "") == name)
    vm.break_at(code, instructions_and_lines(code)[0][-1].offset)


# ---- stepping ----


def test_stepping_stays_in_the_thread_that_has_stopped() -> None:
    source = COUNTING.format(in_main="here()\nfor n in range(20): here()", in_worker="pass")
    with stopped_at(source, "here") as vm:
        for step in [vm.step, vm.next, vm.line, vm.finish] * 5:
            assert step().thread == MAIN
        assert vm.namespace["n"] < 19


def test_a_step_over_a_call_that_blocks_lets_the_others_run() -> None:
    for name in ("step", "next", "line"):
        with machine(TWO) as vm:
            step_until(vm, lambda stop: line(stop) == WAITS, vm.line)
            stop = step_until(vm, lambda stop: line(stop) == AFTER, getattr(vm, name))
            assert (stop.thread, function(stop)) == (MAIN, "<module>")
            assert vm.namespace["seen"] == [1, 2]


def test_a_breakpoint_elsewhere_takes_the_stepping_along() -> None:
    with machine(TWO) as vm:
        step_until(vm, lambda stop: line(stop) == GOES, vm.line)
        break_in(vm, "inner")
        stop = step_until(vm, lambda stop: stop.thread != MAIN, vm.line)
        assert (stop.thread, stop.reason, function(stop)) == ("worker", "breakpoint", "inner")
        vm.clear_break(stop.frame.code, stop.instruction.offset)  # type: ignore[union-attr]
        stop = vm.finish()
        assert (stop.thread, function(stop), stop.returned) == ("worker", "work", 1)
        stop = vm.finish()
        # The worker has ended; the step that was under way in the main thread is not taken up again.
        assert stop.reason == "end"


def test_a_step_that_ends_its_thread_runs_to_the_next_stop() -> None:
    with stopped_at(TWO, "inner") as vm:
        assert vm.continue_().thread == "worker"
        assert vm.finish().thread == "worker"
        stop = vm.finish()
        assert (stop.thread, stop.reason, function(stop)) == (MAIN, "breakpoint", "inner")
        assert vm.namespace["seen"] == [1, 2]


# ---- pausing ----


def pausing(vm: VM, counting: bool = False) -> Stop:
    """The stop for which a running program is asked; when it counts, if it is one that does."""

    def pause() -> None:
        try:
            wait_until(lambda: not counting or vm.namespace.get("rounds"))
            time.sleep(STILL)  # for the main thread to come where it stays
        finally:
            vm.pause()

    asking = threading.Thread(target=pause)
    asking.start()
    stop = vm.continue_()
    asking.join()
    assert [reason.kind for reason in stop.reasons] == ["pause"]
    return stop


def test_a_pause_stops_the_thread_that_stopped_last_else_the_main_one() -> None:
    source = COUNTING.format(in_main="while counts: pass", in_worker="here()")
    with machine(source) as vm:
        assert [pausing(vm, counting=True).thread for _ in range(3)] == [MAIN] * 3
    with stopped_at(source, "here") as vm:
        assert vm.stop is not None and vm.stop.thread == "counter"
        assert [pausing(vm, counting=True).thread for _ in range(3)] == ["counter"] * 3


def test_a_pause_stops_another_when_that_one_is_in_c_code() -> None:
    with machine(COUNTING.format(in_main="worker.join()", in_worker="pass")) as vm:
        assert [pausing(vm, counting=True).thread for _ in range(3)] == ["counter"] * 3


# ---- the end ----


def test_the_end_is_that_of_all_threads_but_daemons() -> None:
    source = """\
import threading

def here():
    global done
    done = True

threading.Thread(target=here).start()
"""
    with stopped_at(source, "here") as vm:
        assert vm.stop is not None and vm.stop.thread != MAIN
        assert vm.step().thread != MAIN
        assert vm.continue_().reason == "end"
        assert vm.namespace["done"]
    with stopped_at(
        source.replace("=here)", "=here, daemon=True)").replace("done = True", "while 1: pass")
    ) as vm:
        assert vm.stop is not None and vm.stop.reason == "end"


def test_a_pool_without_work_does_not_put_off_the_end() -> None:
    source = """\
from concurrent.futures import ThreadPoolExecutor
p = ThreadPoolExecutor(2)
r = list(p.map(lambda x: x + 1, [1, 2]))
"""
    with machine(source) as vm:
        assert vm.continue_().reason == "end"
        assert vm.namespace["r"] == [2, 3]
        vm.namespace["p"].shutdown()


SWALLOWING = """\
import threading

def swallow():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass

for _ in range(3):
    threading.Thread(target=swallow).start()
{main}
"""


@pytest.mark.parametrize("main", ["pass", "swallow()", "threading.Event().is_set()\nwhile True: pass"])
def test_close_ends_all_threads_whatever_they_handle(main: str) -> None:
    before = threading.active_count()
    vm = machine(SWALLOWING.format(main=main))
    pausing(vm)
    assert vm.close()
    assert threading.active_count() == before


def test_close_lets_a_guest_clean_up() -> None:
    vm = machine("seen = []\ntry:\n    while True: pass\nfinally:\n    for i in range(3): seen.append(i)\n")
    pausing(vm)
    assert vm.close()
    assert vm.namespace["seen"] == [0, 1, 2]


def test_close_does_not_wait_for_ever_for_c_code() -> None:
    vm = machine(BLOCKED.replace("here()\nif not passed:\n    lock.release()", "while True: pass"))
    pausing(vm)
    assert not vm.close(timeout=STILL)
    vm.namespace["lock"].release()
    assert vm.close()


# ---- names ----


def test_the_names_of_threads() -> None:
    source = """\
import threading, _thread

def here():
    done.set()

done = threading.Event()
threading.Thread(target=here, name="first").start()
done.wait()
done.clear()

def renames():
    threading.current_thread().name = "second"
    here()

threading.Thread(target=renames, name="wrong").start()
done.wait()
done.clear()
_thread.start_new_thread(here, ())
done.wait()
known = len(threading.enumerate())
"""
    names: List[str] = []
    with stopped_at(source, "here") as vm:
        while vm.stop is not None and vm.stop.frame is not None:
            names.append(vm.stop.thread)
            vm.continue_()
        assert names == ["first", "second", "thread 4"]
        natively_known = [thread for thread in threading.enumerate() if "Dummy" in type(thread).__name__]
        assert not natively_known  # asking for the name has not made threading know it


# ---- leaks ----

ONE_A_REQUEST = """\
import threading

def here(n):
    return n

def answer(n):
    try:
        here(n)
        raise ValueError([n])
    except ValueError:
        pass

requests = 0
while requests < 400:
    requests += 1
    thread = threading.Thread(target=answer, args=(requests,))
    thread.start()
    thread.join()
"""


def test_a_thread_a_request_leaks_nothing() -> None:
    """Though each has been stopped, stepped and unwound."""
    objects: List[int] = []
    with stopped_at(ONE_A_REQUEST, "here") as vm:
        ways = [vm.next, vm.step, vm.line, vm.finish]
        while vm.stop is not None and vm.stop.frame is not None:
            number = vm.stop.frame.locals[0]
            if number % 100 == 0:
                gc.collect()
                objects.append(len(gc.get_objects()))
            ways[number % len(ways)]()
            vm.continue_()
        assert len(vm.interpreter.live_machines()) <= 2  # the last thread's dies with it
    assert len(objects) == 4
    assert max(objects[1:]) - objects[1] < 100  # a hundred threads with one object each would show
