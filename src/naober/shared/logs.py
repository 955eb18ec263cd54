"""Log lines without people."""

import logging
import re

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_QUERY = re.compile(r"\?\S*")
_VALUE = re.compile(r"(DETAIL: {2})?Key \(.*?\)=\(.*?\)")


class NoPeople(logging.Formatter):
    """Blank mail addresses, query strings and the values in messages of PostgreSQL.

    What people type is not for the log, in a message no more than in the traceback below it.
    """

    def format(self, record: logging.LogRecord) -> str:
        text = _VALUE.sub("Key (…)", super().format(record))
        return _QUERY.sub("?…", _MAIL.sub("…@…", text))
