import io
from datetime import UTC, datetime
from html import escape
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.content import Content
from ingest.document import Locator
from ingest.formats import FormatError, epub

LONG = "We walked along the river and counted every heron we met. " * 12
words = st.sampled_from(["tea", "Zoë & <signs>", LONG, "漢字" * 150, "x" * 3000])
chapters = st.lists(
    st.tuples(st.sampled_from(["One", "Two", ""]), st.lists(words, max_size=6)), min_size=1, max_size=4
)
CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
ABOUT = "<title>Birds</title><creator>Ana K.</creator><creator>Zoë</creator><date>2019-05-02</date>"


def a_page(title: str, *paragraphs: str) -> str:
    heading = f"<h1>{title}</h1>" if title else ""
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return (
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{heading}{body}</body></html>'
    )


def a_book(zipped, pages, *, contents: str = "", old: str = "", **members: str) -> bytes:
    """A book of these pages; `contents` is the list in its EPUB 3 contents, `old` the EPUB 2 one."""
    files = {f"text/c%20{number}.xhtml": page for number, page in enumerate(pages, 1)}
    items = "".join(
        f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(files, 1)
    )
    items += (
        '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        if contents
        else ""
    )
    items += '<item id="o" href="toc.ncx" media-type="application/x-dtbncx+xml"/>' if old else ""
    order = "".join(f'<itemref idref="i{number}"/>' for number in range(1, len(files) + 1))
    package = (
        f"<package><metadata>{ABOUT}</metadata><manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/book.opf": package,
            **{f"OEBPS/{name.replace('%20', ' ')}": page for name, page in files.items()},
            **(
                {"OEBPS/nav.xhtml": f"<html><body><nav><ol>{contents}</ol></nav></body></html>"}
                if contents
                else {}
            ),
            **({"OEBPS/toc.ncx": f"<ncx><navMap>{old}</navMap></ncx>"} if old else {}),
            **{name.replace("__", "/"): data for name, data in members.items()},
        }
    )


def read(data: bytes):
    [reading] = epub.read(Content("a.epub", data))
    return reading


@settings(max_examples=25, deadline=None)
@given(made=chapters)
def test_the_paragraphs_of_every_locator_hold_its_text_and_nothing_is_lost(zipped, made):
    content = Content("a.epub", a_book(zipped, [a_page(title, "tea", *texts) for title, texts in made]))
    [reading] = epub.read(content)
    assert all(passage.text in epub.text_at(content, passage.locator) for passage in reading.passages)
    found = "".join("".join(passage.text.split()) for passage in reading.passages)
    assert found == "".join("".join("".join(["tea", *texts]).split()) for _, texts in made)


def test_title_authors_and_date_come_from_the_book(zipped):
    reading = read(a_book(zipped, [a_page("One", "tea")]))
    assert (reading.title, reading.time) == ("Birds", datetime(2019, 5, 2, tzinfo=UTC))
    assert [(person.name, person.role) for person in reading.people] == [
        ("Ana K.", "author"),
        ("Zoë", "author"),
    ]


NEW = (
    '<li><span>Part I</span><ol><li><a href="text/c%201.xhtml">Herons</a></li></ol></li>'
    '<li><a href="text/c%202.xhtml#top">Kites</a></li>'
)
OLD = (
    "<navPoint><navLabel><text>Part I</text></navLabel><navPoint><navLabel><text>Herons</text></navLabel>"
    '<content src="text/c%201.xhtml"/></navPoint></navPoint>'
    '<navPoint><navLabel><text>Kites</text></navLabel><content src="text/c%202.xhtml#top"/></navPoint>'
)


@pytest.mark.parametrize("contents", [{"contents": NEW}, {"old": OLD}])
def test_chapters_are_named_as_in_the_contents(zipped, contents):
    pages = [a_page("HERONS", "They wait."), a_page("", "They hover."), a_page("", "The end.")]
    found = read(a_book(zipped, pages, **contents)).passages
    assert [(passage.heading, str(passage.locator)) for passage in found] == [
        ("Part I > HERONS", "Herons, paragraph 2"),
        ("Kites", "Kites, paragraph 1"),
        ("", "part 3, paragraph 1"),
    ]


def test_chapters_of_the_same_name_are_told_apart(zipped):
    content = Content("a.epub", a_book(zipped, [a_page("Notes", "first"), a_page("Notes", "second")]))
    [reading] = epub.read(content)
    assert [passage.locator.part for passage in reading.passages] == ["Notes", "Notes (2)"]
    assert epub.text_at(content, reading.passages[1].locator) == "second"


def locked(algorithm: str, name: str) -> str:
    method = f'<EncryptionMethod Algorithm="{algorithm}"/>'
    place = f'<CipherData><CipherReference URI="{name}"/></CipherData>'
    return f"<encryption><EncryptedData>{method}{place}</EncryptedData></encryption>"


def test_a_locked_book_says_so_and_locked_fonts_lock_nothing(zipped):
    aes, fonts = "http://www.w3.org/2001/04/xmlenc#aes256-cbc", "http://www.idpf.org/2008/embedding"
    page = a_page("One", "tea")
    with pytest.raises(FormatError, match="locked to one reading app"):
        read(a_book(zipped, [page], **{"META-INF__encryption.xml": locked(aes, "OEBPS/text/c%201.xhtml")}))
    for lock in (locked(fonts, "OEBPS/font.otf"), locked(aes, "OEBPS/font.otf")):
        assert read(a_book(zipped, [page], **{"META-INF__encryption.xml": lock})).passages[0].text == "tea"


def test_a_chapter_that_is_gone_does_not_take_the_others_along(zipped):
    whole = ZipFile(io.BytesIO(a_book(zipped, [a_page("One", "tea"), a_page("Two", "rent")])))
    kept = {name: whole.read(name) for name in whole.namelist() if "c 1" not in name}
    assert [passage.text for passage in read(zipped(kept)).passages] == ["rent"]
    with pytest.raises(FormatError, match="damaged"):
        read(zipped({name: data for name, data in kept.items() if "c 2" not in name}))


def test_a_book_without_text_says_so(zipped):
    with pytest.raises(FormatError, match="pictures and no text"):
        read(a_book(zipped, ["<html><body><img src='a.png'/></body></html>"]))
    with pytest.raises(FormatError, match="no e-book"):
        read(zipped({"a": "b"}))


def test_a_book_cut_anywhere_is_damaged(zipped):
    whole = a_book(zipped, [a_page("One", LONG)])
    for length in range(1, len(whole) - 1, len(whole) // 40):
        with pytest.raises(FormatError):
            read(whole[:length])


def test_there_is_no_such_chapter(zipped):
    content = Content("a.epub", a_book(zipped, [a_page("One", "tea")]))
    for place in (Locator.paragraphs(1, 1, "Two"), Locator.paragraphs(3, 3, "One")):
        with pytest.raises(LookupError):
            epub.text_at(content, place)
