"""The command line."""

import sys


def main() -> int:
    """Print how to use the program; exit code 2, wrong usage."""
    print("usage: tco COMMAND ...", file=sys.stderr)
    return 2
