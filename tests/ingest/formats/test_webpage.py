from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage

import pytest

from ingest.content import Content
from ingest.formats import FormatError, NothingToReadError
from ingest.formats.webpage import read, read_page, text_at

SENTENCE = "On the second day we walked along the river until the rain came and counted {} herons. "
STORY = "".join(f"<p>{SENTENCE.format(number) * 3}</p>" for number in range(8))
MENU = (
    "<ul>"
    + "".join(f"<li><a href=/{name}>{name}</a></li>" for name in ("Sport", "News", "Shop", "Log in"))
    + "</ul>"
)
PAGE = f"""<html><head><title>Herons - The Daily Reed</title><meta property="og:type" content="article">
<meta property="article:published_time" content="2025-03-14T10:00:00+01:00"></head>
<body><nav>{MENU}</nav><div class=menu>{MENU}</div>
<article><h1>Herons</h1>{STORY}
<h2>Prices</h2><p>{SENTENCE.format("no") * 2}</p>
<table><tr><th>Boat<th>Price<tr><td>small<td>12 €</table>
</article><footer>
<p>All rights reserved by the Reed, who wrote every word of this page in one night.</p></footer>"""


def passages_of(page):
    return read_page(page.encode()).passages


def test_the_main_text_is_kept_and_menus_are_not():
    text = "\n".join(passage.text for passage in passages_of(PAGE))
    assert all(f"counted {number} herons" in text for number in range(8))
    assert "small | 12 €" in text
    assert not any(word in text for word in ("Sport", "Log in", "rights reserved"))


def test_passages_know_their_headings_and_their_paragraphs():
    found = passages_of(PAGE)
    assert found[0].heading == "Herons"
    assert found[-1].heading == "Herons > Prices"
    content = Content("page.html", PAGE.encode())
    assert all(text_at(content, passage.locator).startswith(passage.text[:40]) for passage in found)
    assert str(found[0].locator).startswith("paragraph")


def test_title_and_day_come_from_the_page():
    reading = read_page(PAGE.encode())
    assert reading.title == "Herons"
    assert reading.time == datetime(2025, 3, 14, 10, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<script type="application/ld+json">{"datePublished": "2025-03-14"}</script>', 14),
        ('<meta name="DC.date.issued" content="2025-03-15">', 15),
        ('<meta itemprop="datePublished" content="16 March 2025">', 16),
        ("<!-- Page saved with SingleFile \n saved date: Mon Mar 17 2025 10:00:00 GMT+0100 (CET) -->", 17),
    ],
)
def test_pages_tell_their_day_in_many_ways(head, day):
    time = read_page(f"<html>{head}<body><p>Hi".encode()).time
    assert time is not None and time.day == day


def test_the_day_in_the_files_name_is_second_to_the_pages_own():
    plain = Content("2025-03-01 page.html", b"<p>Hi")
    assert next(iter(read(plain))).time == datetime(2025, 3, 1, tzinfo=UTC)
    dated = Content("2025-03-01 page.html", PAGE.encode())
    assert next(iter(read(dated))).time.day == 14


def test_a_page_of_someones_own_is_read_whole():
    link = "<ul><li><a href=x>A link worth keeping</a></ul>"
    [passage] = passages_of(f"<title>Recipes</title><h1>Recipes</h1><p>Bread.</p>{link}<p>Fin.")
    assert passage.text == "Bread.\n- A link worth keeping\nFin."


def test_a_page_of_which_nothing_seems_main_text_still_gives_its_words():
    text = " ".join(passage.text for passage in passages_of(f"<nav>{MENU}</nav><p>Opening hours: 9 to 5."))
    assert text == "Opening hours: 9 to 5."


def test_a_page_that_only_its_scripts_would_fill_says_so():
    with pytest.raises(NothingToReadError, match="scripts"):
        read_page(b"<html><body><div id=app></div><script>fill()</script>")


def test_a_web_archive_is_read_as_its_page():
    archive = EmailMessage()
    archive["From"] = "<Saved by Blink>"
    archive.set_content(PAGE.replace("herons", "Reiher für Zoë"), subtype="html", charset="cp1252")
    archive.add_related(b"GIF89a", "image", "gif")
    content = Content("page.mht", archive.as_bytes())
    [reading] = read(content)
    assert "Reiher für Zoë" in reading.passages[0].text
    assert reading.passages[0].text in text_at(content, reading.passages[0].locator)


def test_a_web_archive_without_a_page_says_so():
    archive = (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/gif\n\n"
    )
    with pytest.raises(FormatError, match="without a page"):
        list(read(Content("page.mhtml", archive)))


def test_a_saved_page_full_of_pictures_is_only_its_words():
    picture = "data:image/png;base64," + "iVBORw0KGgo" * 300_000
    assert [passage.text for passage in passages_of(f'<p>Before <img src="{picture}">after')] == [
        "Before after"
    ]


def test_a_list_of_ten_thousand_links_is_read():
    page = "".join(f"<li><a href={number}>Link {number}</a>" for number in range(10_000))
    assert read_page(f"<ul>{page}</ul><p>{SENTENCE}".encode()).passages
