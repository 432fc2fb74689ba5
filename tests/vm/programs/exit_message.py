import sys

try:
    sys.exit()
except SystemExit as error:
    print(repr(error.code))
try:
    raise SystemExit(1, 2)
except SystemExit as error:
    print(error.code)
sys.exit("leaving with a message")
