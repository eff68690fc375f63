"""One frozen Settings, read from the environment at the edges (CLI, DAGs) and handed down from there."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.limits import Limits

PREFIX = "OTR_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ between two installations."""

    warehouse: Path = Path("warehouse")
    landing_root: Path = Path("samples/landing")  # DAG runs may only read below it
    settle_seconds: float = 0.5  # a file that changed within this time is still being written
    workers: int = field(default_factory=lambda: min(8, os.cpu_count() or 1))
    schedule: str = "*/15 * * * *"  # of the DAG that looks for new dumps; cron, in UTC
    keep_snapshots: int = 10  # published snapshots on disk; older ones are removed
    max_change: float = (
        0.2  # share of facts that may move without their article or a person changing, before somebody must approve
    )
    dbt_dir: Path = Path(__file__).resolve().parent.parent / "dbt"
    decisions: Path = Path(__file__).resolve().parent.parent / "dbt" / "seeds"  # CSV files of what people decided
    fields: Mapping[str, str] = field(default_factory=dict)  # names that the user declared (ingest.field_names)
    limits: Limits = field(default_factory=Limits)

    @property
    def work_db(self) -> Path:
        """Staging tables; one writer."""
        return self.warehouse / "work.duckdb"

    @property
    def parts(self) -> Path:
        """Parquet parts, one folder a dump."""
        return self.warehouse / "parts"

    @property
    def published(self) -> Path:
        """Snapshots and `current.duckdb`: all that readers see."""
        return self.warehouse / "published"

    @property
    def build_dir(self) -> Path:
        """Where dbt builds aside; emptied at every build."""
        return self.warehouse / "build"


def from_env(env: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Settings from OTR_WAREHOUSE, OTR_LANDING_ROOT, OTR_SETTLE_SECONDS, OTR_WORKERS,
    OTR_SCHEDULE, OTR_KEEP_SNAPSHOTS, OTR_DECISIONS and OTR_MAX_CHANGE; keyword arguments win.

    Raises ValueError naming the variable if a number is no number.
    """
    env = os.environ if env is None else env
    kinds = {
        "warehouse": Path,
        "landing_root": Path,
        "settle_seconds": float,
        "workers": int,
        "schedule": str,
        "keep_snapshots": int,
        "decisions": Path,
        "max_change": float,
    }
    found: dict[str, object] = {}
    for name, kind in kinds.items():
        if raw := env.get(PREFIX + name.upper()):
            try:
                found[name] = kind(raw)
            except ValueError:
                raise ValueError(f"{PREFIX}{name.upper()}={raw!r} is not a {kind.__name__}") from None
    found.update({k: v for k, v in overrides.items() if v is not None})
    for name in ("warehouse", "landing_root", "decisions"):
        if name in found:
            found[name] = Path(str(found[name])).expanduser().absolute()
    return Settings(**found)  # type: ignore[arg-type]
