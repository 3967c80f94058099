import json
from datetime import UTC, datetime

import pytest

from ingest.content import Content
from ingest.document import Locator
from ingest.formats import FormatError
from ingest.formats.bookmarks import read, text_at

NETSCAPE = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>

<DL><p>
    <DT><H3 ADD_DATE="1">Trips</H3>
    <DL><p>
        <DT><A HREF="https://ferry.example/" ADD_DATE="1741946400" TAGS="boats,lisbon">Ferry times</A>
        <DD>The one that leaves from pier 4
        <DT><H3>Food</H3>
        <DL><p>
            <DT><A HREF="https://bread.example/?a=1&amp;b=2">Bread &amp; wine</A>
        </DL><p>
    </DL><p>
    <DT><A HREF="javascript:alert(1)">A button</A>
    <DT><A HREF="https://last.example/">Last</A>
</DL>
"""


def found(content):
    return [
        (passage.heading, passage.locator.part, passage.text.split("\n")[0])
        for passage in next(iter(read(content))).passages
    ]


def test_every_browsers_export_is_read_with_its_folders():
    content = Content("bookmarks.html", NETSCAPE.encode())
    assert found(content) == [
        ("Trips", "https://ferry.example/", "Ferry times"),
        ("Trips > Food", "https://bread.example/?a=1&b=2", "Bread & wine"),
        ("", "https://last.example/", "Last"),
    ]
    first = next(iter(read(content))).passages[0]
    assert (
        first.text == "Ferry times\nhttps://ferry.example/\nThe one that leaves from pier 4\n#boats #lisbon"
    )
    assert first.time == datetime(2025, 3, 14, 10, tzinfo=UTC)


def test_chromes_own_file_is_read():
    leaf = {
        "type": "url",
        "name": "Ferry",
        "url": "https://ferry.example/",
        "date_added": "13386420000000000",
    }
    roots = {"bookmark_bar": {"name": "Bar", "children": [{"name": "Trips", "children": [leaf]}]}, "sync": 1}
    content = Content("Bookmarks", json.dumps({"checksum": "x", "roots": roots}).encode())
    assert found(content) == [("Bar > Trips", "https://ferry.example/", "Ferry")]
    assert next(iter(read(content))).passages[0].time == datetime(2025, 3, 14, 10, tzinfo=UTC)


def test_firefoxes_backup_is_read():
    leaf = {"title": "Ferry", "uri": "https://ferry.example/", "tags": "boats", "dateAdded": 1741946400000000}
    root = {"title": "", "children": [{"title": "menu", "children": [leaf, {"uri": "place:x"}]}]}
    content = Content("bookmarks-2025-03-14.json", json.dumps(root).encode())
    assert found(content) == [("menu", "https://ferry.example/", "Ferry")]
    assert "#boats" in text_at(content, Locator.entry("https://ferry.example/"))


@pytest.mark.parametrize("data", [b"", b"<html>", b"{}", b"{", b'{"roots": 1}'])
def test_what_holds_no_bookmarks_says_so(data):
    with pytest.raises(FormatError):
        list(read(Content("bookmarks.html", data)))
