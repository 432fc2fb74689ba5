# lockstep: no, a task's stack goes on above the module
"""What a generator, a coroutine and a task show of themselves while they run."""

import asyncio
import sys


def generator():
    variable = 1
    print(me.gi_frame.f_lineno, me.gi_frame.f_locals, getattr(me, "gi_frame").f_lineno)
    print(me.gi_frame is sys._getframe(), me.gi_frame.f_back is sys._getframe(1), me.gi_running)
    sent = yield me.gi_frame
    print(sent, variable)
    yield from delegate()


def delegate():
    print(me.gi_frame.f_lineno, me.gi_frame.f_back.f_lineno)
    yield sys._getframe()


me = generator()
frame = next(me)
print(frame is me.gi_frame, frame.f_back, frame.f_lineno, frame.f_locals)
if sys.version_info >= (3, 13):
    me.gi_frame.f_locals["variable"] = 77
print(me.send(5).f_lineno, me.gi_frame.f_lineno, me.gi_frame.f_locals)
print(list(me), me.gi_frame)


async def main():
    task = asyncio.current_task()
    print(task)
    print(task.get_coro().cr_frame.f_lineno, task.get_coro().cr_frame is sys._getframe())
    print([frame.f_lineno for frame in task.get_stack()][-1], task.get_stack(limit=1)[0].f_code.co_name)
    task.print_stack(file=sys.stdout)
    await called()


async def called():
    print(asyncio.all_tasks())
    await asyncio.sleep(0)


async def asynchronous():
    print(iterator.ag_frame.f_lineno, iterator.ag_frame is sys._getframe())
    yield 1


async def iterates():
    async for value in iterator:
        print(value, iterator.ag_frame.f_lineno)


asyncio.run(main())
iterator = asynchronous()
asyncio.run(iterates())
