import logging
import sys
import warnings

logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(filename)s:%(lineno)d %(funcName)s %(message)s")
log = logging.getLogger("guest")


def work(x):
    log.warning("working on %s", x)
    try:
        1 / x
    except ZeroDivisionError:
        log.exception("failed")
    warnings.warn("old", DeprecationWarning, stacklevel=2)
    warnings.warn("careful")


def caller():
    work(0)


caller()
warnings.simplefilter("error")
try:
    work(1)
except Warning as warning:
    print(type(warning).__name__, warning)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    work(2)
    print([(w.lineno, str(w.message)) for w in caught])
list(map(lambda x: log.error("in a callback %s", x), [1]))
