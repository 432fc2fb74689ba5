# lockstep: no, threads take turns as they like
import threading

results = []
lock = threading.Lock()


def work(n):
    total = 0
    for i in range(50):
        total += i * n
    with lock:
        results.append(total)


threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results), threading.current_thread().name, threading.main_thread() is threading.current_thread())
local = threading.local()
local.x = 1
print(local.x, threading.active_count())
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(2) as pool:
    print(list(pool.map(lambda x: x * x, range(5))))


def fails():
    raise ValueError("in a thread")


t = threading.Thread(target=fails, name="failing")
t.start()
t.join()
print("end")
