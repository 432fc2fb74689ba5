"""All measurements in one command: python -m bench [slowdown] [memory] [screen]"""

from __future__ import annotations

import argparse
import sys

from bench import memory, screen, slowdown

BENCHMARKS = {"slowdown": slowdown.main, "memory": memory.main, "screen": screen.main}


def main() -> int:
    """Run the benchmarks that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(BENCHMARKS)}; all by default")
    names = parser.parse_args().names or list(BENCHMARKS)
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark {unknown[0]!r}; there are: {', '.join(BENCHMARKS)}")
    return max(BENCHMARKS[name]() for name in names)


if __name__ == "__main__":
    sys.exit(main())
