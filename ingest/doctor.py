"""Is this installation fit to run? Each check says what to mend."""

import importlib.metadata
import shutil
import sys
from dataclasses import dataclass

from ingest import generated
from ingest.settings import Settings

FREE_BYTES = 1 << 30
PACKAGES = ("duckdb", "dbt-core", "dbt-duckdb", "beautifulsoup4", "lxml", "pyarrow", "babel")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, or what to do."""

    name: str
    ok: bool
    found: str


def examine(settings: Settings) -> list[Check]:
    """All checks, none of which changes anything."""
    return [_python(), *map(_package, PACKAGES), _warehouse(settings), _disk(settings), _dbt_project(settings)]


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    return Check("python", sys.version_info >= (3, 11), f"{found}; 3.11 or newer is needed")


def _package(name: str) -> Check:
    try:
        return Check(name, True, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Check(name, False, "not installed; run `make setup`")


def _warehouse(settings: Settings) -> Check:
    state = "exists" if settings.work_db.exists() else "will be created by the first run"
    return Check("warehouse", True, f"{settings.warehouse} ({state})")


def _disk(settings: Settings) -> Check:
    place = settings.warehouse
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    return Check(
        "disk", free >= FREE_BYTES, f"{free / 1e9:.1f} GB free at {place}; keep at least {FREE_BYTES / 1e9:.1f}"
    )


def _dbt_project(settings: Settings) -> Check:
    if not (settings.dbt_dir / "dbt_project.yml").is_file():
        return Check("dbt project", False, f"{settings.dbt_dir} has no dbt_project.yml; run from a complete checkout")
    old = generated.stale(settings.dbt_dir)
    return Check(
        "dbt project",
        not old,
        f"out of date: {', '.join(old)}; run `ingest schema --write`" if old else str(settings.dbt_dir),
    )
