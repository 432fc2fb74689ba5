"""Modules that run code: tests, threads, processes, loops, logs."""
import asyncio
import atexit
import concurrent.futures
import contextlib
import contextvars
import cProfile
import doctest
import faulthandler
import gc
import http.client
import http.server
import inspect
import io
import logging
import logging.handlers
import multiprocessing
import os
import queue
import re
import sched
import selectors
import signal
import socket
import socketserver
import subprocess
import sys
import textwrap
import threading
import time
import timeit
import traceback
import tracemalloc
import unittest
import unittest.mock
import urllib.request
import warnings
import xmlrpc.client


def documented(n):
    """Doubles.

    >>> documented(2)
    4
    >>> documented([1])
    [1, 1]
    >>> documented(None)
    Traceback (most recent call last):
    TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
    """
    return n * 2


class Tests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shared = [1]

    def setUp(self):
        self.addCleanup(print, "cleaned up")

    def test_equal(self):
        self.assertEqual(self.shared, [1])
        for n in range(2):
            with self.subTest(n=n):
                self.assertLess(n, 2)

    def test_fails(self):
        self.assertEqual({"a": [1, 2]}, {"a": [1, 3]}, "they differ")

    def test_raises(self):
        with self.assertRaisesRegex(ValueError, "inv.lid"), self.assertLogs("some", "INFO") as logs:
            logging.getLogger("some").info("hello")
            int("x", 36), int("invalid")

    @unittest.skip("not today")
    def test_skipped(self):
        raise AssertionError

    @unittest.expectedFailure
    def test_expected(self):
        self.fail("as expected")

    @unittest.mock.patch("os.getcwd", return_value="patched")
    def test_mock(self, patched):
        self.assertEqual(os.getcwd(), "patched")
        patched.assert_called_once_with()
        mock = unittest.mock.MagicMock(spec=documented, side_effect=[1, KeyError("k")])
        self.assertEqual(mock(5), 1)
        self.assertRaises(KeyError, mock, 6)
        self.assertEqual(mock.call_args_list, [unittest.mock.call(5), unittest.mock.call(6)])


class AsyncTests(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.value = await asyncio.sleep(0, "set up")

    async def test_value(self):
        self.assertEqual(self.value, "set up")


out = io.StringIO()
suite = unittest.defaultTestLoader.loadTestsFromTestCase(Tests)
suite.addTests(unittest.defaultTestLoader.loadTestsFromTestCase(AsyncTests))
suite.addTests(doctest.DocTestSuite())
result = unittest.TextTestRunner(out, verbosity=2).run(suite)
print(re.sub(r"in \d+\.\d+s", "in TIME", out.getvalue()))
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped))
print(doctest.testmod())

stream = io.StringIO()
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(funcName)s:%(lineno)d:%(filename)s:%(message)s"))
logger = logging.getLogger("tree.branch")
logger.addHandler(handler)
logger.setLevel("DEBUG")


def logs():
    logger.debug("number %d", 5)
    try:
        1 / 0
    except ZeroDivisionError:
        logger.exception("caught")
    logger.warning("with stack", stacklevel=2)


logs()
buffer = logging.handlers.MemoryHandler(10, target=handler)
logger.addHandler(buffer)
logger.info("buffered %s", "once")
buffer.close()
print(stream.getvalue())
logger.handlers.clear()

# Threads and queues.
tasks, results = queue.Queue(), []
lock = threading.Lock()


def worker():
    while (n := tasks.get()) is not None:
        with lock:
            results.append(n * n)
        tasks.task_done()


workers = [threading.Thread(target=worker) for _ in range(3)]
for thread in workers:
    thread.start()
for n in range(10):
    tasks.put(n)
tasks.join()
for _ in workers:
    tasks.put(None)
for thread in workers:
    thread.join()
print(sorted(results), threading.active_count(), threading.current_thread() is threading.main_thread())
barrier, local = threading.Barrier(2), threading.local()
local.x = 1
seen = []
other = threading.Thread(target=lambda: (barrier.wait(), seen.append(hasattr(local, "x"))))
other.start()
barrier.wait()
other.join()
print(seen)
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    futures = [pool.submit(pow, 2, n) for n in range(4)] + [pool.submit(int, "x")]
    print([f.result() for f in futures[:4]], repr(futures[4].exception()), list(pool.map(str, range(3))))
timer = threading.Timer(0.01, seen.append, ["timer"])
timer.start()
timer.join()
clock = sched.scheduler(time.monotonic, time.sleep)
clock.enter(0.01, 2, seen.append, ("second",))
clock.enter(0.01, 1, seen.append, ("first",))
clock.run()
print(seen)


# Loops.
async def producer(q):
    for n in range(3):
        await q.put(n)
        await asyncio.sleep(0)
    await q.put(None)


async def consumer(q):
    return [n async for n in drain(q)]


async def drain(q):
    while (n := await q.get()) is not None:
        yield n


async def main():
    q = asyncio.Queue()
    _, got = await asyncio.gather(producer(q), consumer(q))
    try:
        await asyncio.wait_for(asyncio.Event().wait(), 0.01)
    except asyncio.TimeoutError:
        got.append("timeout")
    task = asyncio.ensure_future(asyncio.sleep(10))
    await asyncio.sleep(0)
    task.cancel()
    got.append(repr((await asyncio.gather(task, return_exceptions=True))[0]))
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "print('child')", stdout=asyncio.subprocess.PIPE)
    got.append((await process.communicate())[0])
    got.append(await asyncio.get_running_loop().run_in_executor(None, documented, 4))
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b"line\n")
    got.append(await reader.readline())
    writer.close()
    server.close()
    return got


async def echo(reader, writer):
    writer.write((await reader.readline()).upper())
    await writer.drain()
    writer.close()


print(asyncio.run(main()))
variable = contextvars.ContextVar("variable", default=0)
context = contextvars.copy_context()
print(context.run(lambda: (variable.set(5), variable.get()))[1], variable.get())


# Processes.
def square(n):
    return n * n


if hasattr(os, "fork"):
    fork = multiprocessing.get_context("fork")
    with fork.Pool(2) as pool:
        print(pool.map(square, range(5)), pool.apply(documented, ("x",)))
    inbox = fork.Queue()
    child = fork.Process(target=lambda: inbox.put(os.getpid() != 0))
    child.start()
    print(inbox.get())
    child.join()
    print(child.exitcode)
print(subprocess.run([sys.executable, "-c", "import sys; print(sys.stdin.read()); sys.exit(3)"], input="in", capture_output=True, text=True))
try:
    subprocess.run([sys.executable, "-c", "1/0"], check=True, stderr=subprocess.DEVNULL)
except subprocess.CalledProcessError as error:
    print(error.returncode)


# A server.
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.path.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *arguments):
        print("log", format % arguments)


with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    connection = http.client.HTTPConnection(*server.server_address)
    connection.request("GET", "/path?x=1")
    response = connection.getresponse()
    print(response.status, response.read())
    connection.close()
    thread.join()
left, right = socket.socketpair()
with selectors.DefaultSelector() as selector, left, right:
    selector.register(right, selectors.EVENT_READ, "data")
    left.send(b"x")
    print([(key.data, key.fileobj.recv(1)) for key, _ in selector.select(1)])
print(xmlrpc.client.dumps((1, "a"), "method")[:40])

# Looking at code.
print(inspect.signature(documented), inspect.getsource(square), inspect.getdoc(documented).splitlines()[0], inspect.isgeneratorfunction(drain))
print(inspect.getfullargspec(Answer.log_message), [name for name, _ in inspect.getmembers(Tests, inspect.isfunction)][:2], inspect.getmodule(square).__name__)
try:
    square(None)
except TypeError as error:
    print([(f.name, f.line) for f in traceback.extract_tb(error.__traceback__)], traceback.format_exception_only(type(error), error))
    print(traceback.TracebackException.from_exception(error).stack[0].name)
print(timeit.timeit("square(3)", globals=globals(), number=10) > 0, textwrap.shorten("x " * 50, 10))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("old", DeprecationWarning)
    warnings.warn_explicit("explicit", UserWarning, "file", 3)
print([(str(w.message), w.category.__name__, w.lineno > 0) for w in caught])
with contextlib.ExitStack() as stack:
    stack.callback(print, "last")
    stack.enter_context(contextlib.closing(io.StringIO()))
    stack.push(lambda *error: print("suppressing", error[0].__name__) or True)
    raise KeyError("in the stack")


@contextlib.contextmanager
def managed():
    print("enter")
    try:
        yield "value"
    except ValueError as error:
        print("handled", error)
    finally:
        print("exit")


with managed() as value:
    raise ValueError(value)
print(managed.__name__, gc.isenabled(), faulthandler.is_enabled(), tracemalloc.is_tracing())


def on_signal(number, frame):
    print("signal", signal.Signals(number).name)


signal.signal(signal.SIGUSR1, on_signal)
os.kill(os.getpid(), signal.SIGUSR1)
time.sleep(0)
atexit.register(print, "at exit")
