"""Names of charsets as pages and messages declare them, made safe: readers and pages decode by the same names."""

import codecs
import re
from typing import Final

# Names that pages use for a narrower charset than they are written in (WHATWG Encoding, 4.2 'Names and labels').
WIDER: Final = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
# Only these may be named by a page: Python's registry also holds codecs that are no charsets, and dangerous ones.
CHARSETS = re.compile(
    r"utf-8(?:-sig)?|utf-16(?:-[lb]e)?|utf-32(?:-[lb]e)?|cp(?:125\d|437|85\d|866|874|932|949)|iso8859-\d{1,2}|koi8-[rut]|mac-(?:roman|cyrillic)|"
    r"gb18030|gbk|gb2312|hz|big5(?:hkscs)?|euc_(?:jp|kr)|shift_jis(?:x0213)?|iso2022_(?:jp|kr)|ascii|tis-620"
)


def known_charset(label: str | None) -> str | None:
    """Python's name of a charset that pages may declare, the wider one where labels are used loosely; else None."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip(" \"'").lower().removeprefix("x-").removesuffix("-i")).name
    except (LookupError, ValueError):
        return None
    if not CHARSETS.fullmatch(name):
        return None
    return WIDER.get(name, name)
