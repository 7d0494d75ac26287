"""The `dsm` command."""

from __future__ import annotations

import signal
import sys

from . import _dsm


def main() -> int:
    """Runs the command with the arguments of the process, and gives its exit status."""
    # The work is not done in Python, so an interrupt ends the process at once.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _dsm.command(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
