"""Turn away a Python so old that it cannot read the next step; every Python reads this one."""

import sys

if sys.version_info < (3, 7):  # noqa: UP036 - who has 3.11 never comes here
    found = ".".join(map(str, sys.version_info[:2]))
    sys.stderr.write("Naober needs Python 3.11 or newer, and this is Python " + found + ".\n")
    sys.exit(2)
