"""What a hostile dump may cost at most."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one dump; sizes in bytes, times in seconds."""

    record_bytes: int = 24 * MIB  # a long book has 2 MB of text, a page saved with its pictures inlined up to 20
    dump_bytes: int = 8192 * MIB  # unpacked size of one dump
    member_bytes: int = 512 * MIB
    members: int = 100_000
    ratio: int = 200  # unpacked : packed, looked at once RATIO_FROM bytes are unpacked
    depth: int = 3  # containers inside of containers
    record_seconds: float = 20.0  # a record that takes longer is taken for hung


RATIO_FROM = 16 * MIB  # below this a high ratio is harmless: blank tables compress a thousandfold
