"""Word documents: the text that a reader sees, once, and nothing that a bomb or another office program packed."""

import io
import zipfile

import docx
import pytest

from ingest.articles.build import Parsed, build
from ingest.limits import Limits
from ingest.readers import read_stream
from ingest.records import Origin, Record, Reject

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
BOX = "<w:pict><w:txbxContent><w:p><w:r><w:t>Seen from the pier.</w:t></w:r></w:p></w:txbxContent></w:pict>"
BODIES = {
    "<w:p><w:r><w:t>The ferry</w:t><w:tab/><w:t>sails.</w:t></w:r></w:p>": "The ferry sails.",
    "<w:p><w:r><w:t xml:space='preserve'>The </w:t></w:r><w:ins><w:r><w:t>ferry</w:t></w:r></w:ins></w:p>": "The ferry",
    "<w:p><w:del><w:r><w:delText>No </w:delText></w:r></w:del><w:r><w:t>Ferry.</w:t></w:r></w:p>": "Ferry.",
    "<w:p><w:moveFrom><w:r><w:t>Gone. </w:t></w:r></w:moveFrom><w:r><w:t>Here.</w:t></w:r></w:p>": "Here.",
    "<w:p><w:r><w:t>One.</w:t><w:br/><w:t>Two.</w:t></w:r></w:p>": "One.\nTwo.",
    "<w:p/><w:p><w:r><w:t>One.</w:t></w:r></w:p><w:p><w:r><w:t>Two.</w:t></w:r></w:p>": "One.\n\nTwo.",
    "<w:p><w:hyperlink><w:r><w:t>A link.</w:t></w:r></w:hyperlink></w:p>": "A link.",
    "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a form.</w:t></w:r></w:p></w:sdtContent></w:sdt>": "In a form.",
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Boats</w:t></w:r></w:p></w:tc></w:tr></w:tbl>": "Boats",
    f"<w:p><w:r><w:t>A boat.</w:t><mc:AlternateContent><mc:Choice Requires='wps'>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>": "A boat.\n\nSeen from the pier.",
}  # fmt: skip


NEXIS = """Documents (2)

Harbour operator denies that doors were locked

Meridian News

March 1, 2025 Saturday

Copyright 2025 Meridian News All Rights Reserved

Section: PORT; Pg. 3

Length: 21 words

Byline: Ines Calloway

Body

The operator denied on Saturday that its doors had been locked.

"They were open," said Rosa Lind.

Classification

Language: ENGLISH

Publication-Type: Newspaper

Subject: FERRIES (90%); PORTS (75%)

Load-Date: March 2, 2025

End of Document

Two boats collide

The Coast Review

March 2, 2025

Body

Nobody was hurt.

End of Document

Bibliography"""


def test_an_export_of_nexis_holds_several_articles() -> None:
    made, out = docx.Document(), io.BytesIO()
    for words in NEXIS.split("\n\n"):
        made.add_paragraph(words)
    made.save(out)
    items = list(read_stream(io.BytesIO(out.getvalue()), "export.docx", Limits()))
    first, second = [build(i, Origin("1", "f")).article for i in items if isinstance(i, Record)]
    known = (first.headline, first.outlet, str(first.published_on), first.authors, first.section, first.language)
    assert known == (
        "Harbour operator denies that doors were locked", "Meridian News", "2025-03-01", ("Ines Calloway",), "PORT; Pg. 3", "en",
    )  # fmt: skip
    assert first.text.split("\n\n")[1] == '"They were open," said Rosa Lind.'
    assert (second.headline, second.outlet, second.text) == (
        "Two boats collide",
        "The Coast Review",
        "Nobody was hurt.",
    )


def packed(document: bytes | None = None, **properties: str) -> bytes:
    """A document as Word packs it, with another body if one is given."""
    made, out = docx.Document(), io.BytesIO()
    for words in (
        "Ferry returns",
        "By Ann Lee",
        "OSLO (AP) - The ferry sails again, the port said.",
        "It was away.",
    ):
        made.add_paragraph(words)
    for name, value in properties.items():
        setattr(made.core_properties, name, value)
    made.save(out)
    if document is None:
        return out.getvalue()
    other = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, document if info.filename == "word/document.xml" else old.read(info))
    return other.getvalue()


def read(data: bytes, name: str = "story.docx", limits: Limits | None = None) -> Record | Reject:
    (item,) = read_stream(io.BytesIO(data), name, limits or Limits())
    return item


def as_article(data: bytes) -> Parsed:
    item = read(data)
    assert isinstance(item, Record)
    return build(item, Origin("d", "f"))


def code(data: bytes, limits: Limits | None = None) -> str:
    item = read(data, limits=limits)
    assert isinstance(item, Reject)
    return item.error.code


@pytest.mark.parametrize("body", BODIES)
def test_what_a_reader_sees(body: str) -> None:
    item = read(packed(f"<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode()))
    assert isinstance(item, Record)
    assert item.content.decode() == BODIES[body]


def test_a_document_is_one_article_wherever_it_lies() -> None:
    parsed = as_article(packed())
    told = parsed.article
    assert (told.headline, told.byline, told.authors, told.dateline) == (
        "Ferry returns",
        "By Ann Lee",
        ("Ann Lee",),
        "OSLO (AP) -",
    )
    assert len(parsed.body) == 2
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("word/one.docx", packed())
        made.writestr("word/two.docx", packed())
    items = list(read_stream(io.BytesIO(archive.getvalue()), "x.zip", Limits()))
    assert [(i.member, isinstance(i, Record)) for i in items] == [("word/one.docx", True), ("word/two.docx", True)]


def test_properties_of_the_file_are_hints_only() -> None:
    told = as_article(packed(author="Intern", title="A title of the file")).article
    assert (told.headline, told.authors, told.published_at) == ("Ferry returns", ("Ann Lee",), None)
    assert '"document_author": "Intern"' in (told.leftovers or "")
    one = (
        f"<w:document {SPACES}><w:body><w:p><w:r><w:t>The ferry sails.</w:t></w:r></w:p></w:body></w:document>".encode()
    )
    assert as_article(packed(one, title="Ferry returns to Malmö")).article.headline == "Ferry returns to Malmö"
    assert as_article(packed(one, title="Microsoft Word - ferry.doc")).article.headline is None


def test_what_is_no_sound_document_is_refused() -> None:
    laughs = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    bomb = f"<w:document {SPACES}><w:body>{'<w:p/>' * 2_000_000}</w:body></w:document>".encode()
    assert code(packed(bomb), Limits(record_bytes=1 << 20)) == "archive_limit"
    assert code(packed(b"<w:document")) == "damaged_archive"
    assert code(packed()[:-100]) == "damaged_archive"
    item = read(
        packed(
            f"{laughs}<w:document {SPACES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>".encode()
        )
    )
    assert isinstance(item, Record)
    assert b"ha" not in item.content
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/workbook.xml", "<workbook/>")
    assert code(sheet.getvalue()) == "unsupported_format"
