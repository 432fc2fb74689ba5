# modules: argparse
import argparse

parser = argparse.ArgumentParser(prog="tool", description="Does this and that.", epilog="The end.")
parser.add_argument("files", nargs="+", help="what to work on")
parser.add_argument("-n", "--number", type=int, default=3, metavar="N", help="how many (%(default)s)")
group = parser.add_mutually_exclusive_group()
group.add_argument("-q", action="store_true")
group.add_argument("-v", action="count", default=0)
print(parser.parse_args(["-vv", "--number=5", "a", "b"]))
print(parser.format_help())
for arguments in (["-q", "-v", "a"], ["-n", "x", "a"], []):
    try:
        parser.parse_args(arguments)
    except SystemExit as error:
        print(error)
