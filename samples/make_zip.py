"""Builds landing/coast-review/april_2025.zip from zip_members/; the same members always give the same bytes."""

import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
STAMP = (2025, 4, 11, 6, 0, 0)


def main() -> None:
    """Write the archive: members by name, stored with one fixed time and no attributes of this machine."""
    with zipfile.ZipFile(HERE / "landing" / "coast-review" / "april_2025.zip", "w") as archive:
        for path in sorted((HERE / "zip_members").iterdir()):
            member = zipfile.ZipInfo(path.name, STAMP)
            member.compress_type = zipfile.ZIP_STORED  # packed bytes would depend on the zlib in use
            member.external_attr = 0o644 << 16
            member.create_system = 3
            archive.writestr(member, path.read_bytes())


if __name__ == "__main__":
    main()
