"""
The command line, run as a module: ``python -m cervmyelo``.
"""

import sys

from cervmyelo.cli import main

if __name__ == "__main__":
    sys.exit(main())
