"""Tagged PDF (PDF/UA-1) made by typst: for screen readers as good as for the eye.

What people typed reaches a template as data only, never as markup; the compiler sees one folder
with nothing in it but the template, and no packages.
"""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any, Final

import typst

# The letters that the built-in fonts draw, tried one by one: Latin, Greek, Cyrillic, Hebrew,
# Arabic and Persian. PDF/UA forbids a character without a picture, and some runs of combining
# marks stop the compiler altogether, so everything else becomes a box.
UNDRAWABLE: Final = re.compile(
    "[^\n !-~\xa0-\xac\xae-ʯΆΈ-ΊΌΎ-ΡΣ-ώА-ҁҊ-ӿא-תء-غف-يپچژکگی٠-٩۰-۹،؟Ḁ-ỹ‐-–—‘-‟…€]"
)
BOX: Final = "□"


def pdf(template: Path, document: dict[str, Any]) -> bytes:
    """Return a document of texts, lists and dictionaries as the template sets it."""
    return typst.compile(
        str(template),
        root=str(template.parent),
        sys_inputs={"data": json.dumps(drawable(document))},
        ignore_system_fonts=True,
        package_path=str(template.parent),
        package_cache_path=str(template.parent),
        pdf_standards="ua-1",
    )


def drawable(value: Any) -> Any:
    """Return the same document with a box for each character that the fonts do not have."""
    if isinstance(value, list):
        return [drawable(one) for one in value]
    if isinstance(value, dict):
        return {key: drawable(one) for key, one in value.items()}
    return UNDRAWABLE.sub(BOX, unicodedata.normalize("NFC", value))
