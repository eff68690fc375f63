"""How much of an outlet's words may be published: `text_policies.csv` in the decisions folder, one outlet a line.

A line that cannot be read stops the build: to leave it out would publish what somebody meant to withhold.
"""

import csv
from pathlib import Path
from typing import get_args

from ingest.errors import BuildError
from ingest.model import OutletPolicy, TextPolicy

FILE = "text_policies.csv"
HEADER = ["outlet", "text_policy"]


def read(folder: Path) -> list[OutletPolicy]:
    """Policies in order of their lines; no file, no policy. Raises BuildError naming file and line."""
    path = folder / FILE
    if not path.is_file():
        return []
    found: dict[str, OutletPolicy] = {}
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = csv.reader(file, strict=True)
            if [name.strip().lower() for name in next(rows, [])] != HEADER:
                raise _fault(1, f"the first line must be {','.join(HEADER)}")
            for row in rows:
                if any(cell.strip() for cell in row):
                    policy = _policy(row, rows.line_num)
                    if found.setdefault(policy.outlet.casefold(), policy).text_policy != policy.text_policy:
                        raise _fault(rows.line_num, f"{policy.outlet!r} has another policy above")
    except (csv.Error, UnicodeDecodeError, OSError) as error:
        raise _fault(0, str(error)) from None
    return list(found.values())


def _policy(row: list[str], line_no: int) -> OutletPolicy:
    cells = [cell.strip() for cell in row]
    if len(cells) != len(HEADER) or not cells[0]:
        raise _fault(line_no, f"expected an outlet and a policy, got {len(cells)} cells")
    if cells[1] not in get_args(TextPolicy):
        raise _fault(line_no, f"unknown policy {cells[1]!r}; the policies are {', '.join(get_args(TextPolicy))}")
    return OutletPolicy(outlet=cells[0], text_policy=cells[1])  # type: ignore[arg-type]


def _fault(line_no: int, what: str) -> BuildError:
    place = f"{FILE}:{line_no}" if line_no else FILE
    return BuildError(f"{place}: {what}; nothing is built, since words that are to be withheld might be published")
