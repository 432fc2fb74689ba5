"""All measurements in one command: python -m bench [slowdown] [memory] [screen]"""

from __future__ import annotations

import sys

from bench import memory, screen, slowdown

BENCHMARKS = {"slowdown": slowdown.main, "memory": memory.main, "screen": screen.main}


def main() -> int:
    """Run the benchmarks that are named, or all."""
    names = sys.argv[1:] or list(BENCHMARKS)
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"no benchmark {unknown[0]!r}; there are: {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    return max(BENCHMARKS[name]() for name in names)


if __name__ == "__main__":
    sys.exit(main())
