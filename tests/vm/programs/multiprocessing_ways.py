# lockstep: no, its children are traced as well
# args: fork spawn forkserver
"""multiprocessing in all of its ways."""
import multiprocessing
import os
import sys


def work(n):
    return n * n, sorted([3,1,2], key=lambda x: -x)


def child(q):
    q.put(eval("work(7)"))
    sys.exit(5)


if __name__ == "__main__":
    for how in sys.argv[1:]:
        context = multiprocessing.get_context(how)
        with context.Pool(2) as pool:
            print(how, pool.map(work, range(4)))
        q = context.Queue()
        p = context.Process(target=child, args=(q,))
        p.start()
        print(q.get())
        p.join()
        print(p.exitcode)
        p = context.Process(target=os._exit, args=(3,))
        p.start()
        p.join()
        print(p.exitcode)
