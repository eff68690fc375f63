"""The error tree, drawn once, and the reasons for which a record is set aside.

IngestError            the job cannot go on: one line for the user, exit 1
├── UsageError         the call's words are wrong: exit 2
├── LandingError       the landing folder is missing, unreadable or outside of the allowed root
├── LockedError        another process writes to this warehouse
├── WeightsError       the packaged weights are missing, or are not the ones of this version
├── WarehouseError     the DuckDB file is damaged, full, read-only or of another version
├── BuildError         a dbt model or test failed; nothing was published
├── PublishError       the snapshot could not be written or made current
└── QueryError         a query on the published file failed
Unreadable             a record or dump cannot be read: becomes a quarantine row, the rest goes on
"""

from typing import Final


class IngestError(Exception):
    """Stops the job. The message says what, where, why and what to do, on one line."""

    exit_code = 1


class UsageError(IngestError):
    """Unknown or contradicting words on the command line."""

    exit_code = 2


class LandingError(IngestError):
    """The landing folder cannot be used."""


class LockedError(IngestError):
    """Somebody else is writing; the message names them."""


class WarehouseError(IngestError):
    """The working DuckDB file cannot be opened or written."""


class WeightsError(IngestError):
    """The packaged weights are missing, damaged or exchanged."""


class BuildError(IngestError):
    """dbt failed; the message names the first model or test that did."""


class PublishError(IngestError):
    """The marts could not be made current; the last snapshot still answers."""


class QueryError(IngestError):
    """SQL that the published file does not understand."""


class Unreadable(Exception):
    """A record or a whole dump that is set aside.

    `code` is a key of REASONS. `detail` says what is wrong in this very case; the advice is looked up.
    """

    def __init__(self, code: str, detail: str, excerpt: str | None = None) -> None:
        if code not in REASONS:
            raise KeyError(f"{code!r} is not a reason code; add it to REASONS with its advice")
        super().__init__(f"{detail} {REASONS[code]}")
        self.code = code
        self.excerpt = excerpt


# Reason code -> what the user can do about it. Shown by `ingest quarantine reasons`.
REASONS: Final[dict[str, str]] = {
    "unsupported_format": "Convert the file to text, HTML, JSON or JSONL, or add a reader for its format (README, 'A new format').",
    "binary_content": "Check what the file really is; if it is an archive or a document, give it its right name or convert it.",
    "undecodable_text": "Save the file as UTF-8 and drop it again.",
    "invalid_json": "Have the sender repair this record; its neighbours were read.",
    "no_columns": "Put a line of column names first, or name one of them 'text' (README, 'Your own dumps').",
    "malformed_row": "Have the sender export the table again with proper quotation; the rows around it were read.",
    "damaged_record": "Copy the archive again from its origin; the records around this one were read.",
    "no_records": "Nothing to do if the dump is meant to be empty; else check how it was made.",
    "invalid_xml": "Have the sender repair the document; a DTD with entities of its own is never followed.",
    "withdrawn": "Nothing to do: the agency took the item back. If an earlier version was loaded, take it down.",
    "embargoed": "Run `ingest quarantine retry` after the embargo.",
    "not_an_article": "Nothing to do if the record is no article; else map its fields to headline and text.",
    "no_text": "Nothing to do if the article has no text; else check that the dump was made with its body.",
    "taken_down": "Nothing to do: it was removed on request and stays away; remove it from its dump as well.",
    "record_too_large": "Split the record, or raise the limit in the settings.",
    "damaged_archive": "Copy the archive again from its origin: it is cut or corrupt.",
    "encrypted_archive": "Unpack the archive with its password and drop the files instead.",
    "archive_limit": "Unpack the archive by hand, check it, and drop the files instead: it exceeds the safety limits.",
    "unsafe_member": "The archive holds a path, link or device that points outside of it; ask the sender for a plain archive.",
    "unreadable_file": "Check the file's permissions and the disk, then drop the file again.",
    "reader_crashed": "The record kills its parser; send it with the report of this run to the maintainers.",
    "reader_hung": "The record took too long; send it with the report of this run to the maintainers.",
    "reader_failed": "A fault of ours: send the record with the message to the maintainers, then `ingest quarantine retry`.",
}
