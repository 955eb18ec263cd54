"""What can stand in the way of starting, said in one sentence.

bin/_environment.py uses this before there is an environment: standard library only, and syntax
that Python 3.7 reads too.
"""

import errno


class StartError(Exception):
    """One sentence for the person who typed the command; ends with exit code 2, no traceback."""


def sentence_for(problem: OSError) -> str:
    """Return what an error of the operating system means for the person at the keyboard."""
    where = problem.filename or "its files"
    if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full: there was no room to write {where}."
    if problem.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            f"You may not write or read {where}: use a clone of your own,"
            " or set NAOBER_VAR to a folder of your own."
        )
    return f"The operating system says: {problem}."
