"""Log lines without people."""

import logging
import re

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_QUERY = re.compile(r"\?\S*")


class NoPeople(logging.Filter):
    """Blank mail addresses and query strings: what people type is not for the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        record.msg = _QUERY.sub("?…", _MAIL.sub("…@…", text))
        record.args = None
        return True
