"""What is handed to a worker. Light: whoever only hands out work need not load what does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.limits import Limits
from ingest.records import Origin

Heartbeat = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """All that a worker needs for one dump. `out` is the folder for its output, which is named after the dump's id.

    `poison` maps record numbers that killed a worker to a reason code; reading on to record `stop_at` kills the reader itself.
    This job does the records whose number leaves `share` when divided by `shares`.
    """

    path: Path
    out: Path
    origin: Origin
    limits: Limits
    poison: Mapping[int, str] = field(default_factory=dict)
    stop_at: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict)  # names that the user declared (ingest.field_names)
    share: int = 0
    shares: int = 1
