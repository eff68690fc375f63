"""Time zones as newsrooms and mail programs write them."""

import re
from datetime import datetime
from typing import Final

import pytz

OFFSET = re.compile(r"(?:UTC|GMT)?\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?")
MOST_MINUTES = 14 * 60

# Hours east of UTC. Abbreviations with several meanings stand for the one that news pages in English mean.
FIXED: Final[dict[str, float]] = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "WAT": 1, "CEST": 2,
    "MESZ": 2, "EET": 2, "CAT": 2, "SAST": 2, "EEST": 3, "MSK": 3, "EAT": 3, "TRT": 3, "IRST": 3.5, "GST": 4, "PKT":
    5, "IST": 5.5, "NPT": 5.75, "ICT": 7, "WIB": 7, "HKT": 8, "SGT": 8, "PHT": 8, "PHST": 8, "MYT": 8, "AWST": 8,
    "JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "BRT": -3, "ART": -3, "NDT":
    -2.5, "NST": -3.5, "ADT": -3, "AST": -4, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT":
    -7, "PST": -8, "AKDT": -8, "AKST": -9, "HST": -10
}  # fmt: skip
# Names that leave open whether it is summer; the calendar decides.
SEASONAL: Final = {"ET": "US/Eastern", "CT": "US/Central", "MT": "US/Mountain", "PT": "US/Pacific"}


def offset_minutes(zone: str, local: datetime | None) -> int | None:
    """Minutes east of UTC of a zone's name or offset at a local time; None if it is unknown or out of bounds.

    `local` may be None to ask only whether the zone is known.
    """
    if m := OFFSET.fullmatch(zone):
        minutes = int(m["hours"]) * 60 + int(m["minutes"] or 0)
        return None if minutes > MOST_MINUTES else -minutes if m["sign"] == "-" else minutes
    if zone in SEASONAL:
        if local is None:
            return 0
        shift = pytz.timezone(SEASONAL[zone]).utcoffset(local.replace(tzinfo=None))
        return int(shift.total_seconds() // 60)
    hours = FIXED.get(zone)
    return None if hours is None else int(hours * 60)
