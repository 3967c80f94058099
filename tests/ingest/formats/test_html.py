import pytest

from ingest.formats.html import HtmlBlock, html_blocks, html_text


def test_blocks_come_in_order_and_say_what_they_are():
    page = """<body><h2>Trips</h2><p>Tram 28 goes
      to <b>Graça</b>.</p><ul><li>bread<li>wine<ol><li>red<li>white</ol></ul>
      <table><tr><th>Day<th>Cost<tr><td>Friday<td>12 €</table><pre>one\n  two</pre>"""
    assert html_blocks(page) == [
        HtmlBlock("h2", "Trips"),
        HtmlBlock("text", "Tram 28 goes to Graça."),
        HtmlBlock("item", "- bread"),
        HtmlBlock("item", "- wine"),
        HtmlBlock("item", "  1. red"),
        HtmlBlock("item", "  2. white"),
        HtmlBlock("row", "Day | Cost"),
        HtmlBlock("row", "Friday | 12 €"),
        HtmlBlock("code", "one\n  two"),
    ]


def test_a_heading_in_a_list_is_a_heading_without_its_bullet():
    assert html_blocks("<ul><li><h3>Ferries</h3><p>Pier 4.</p></ul>") == [
        HtmlBlock("h3", "Ferries"),
        HtmlBlock("item", "Pier 4."),
    ]


def test_what_nobody_sees_is_left_out():
    page = """<head><title>t</title><style>p{}</style></head><script>let x</script>
      <p hidden>a</p><div style="display: none">preheader</div><!-- b -->
      <p>Hello<span aria-hidden=true>!</span></p><svg><text>c"""
    assert html_text(page) == "Hello"


def test_a_table_that_only_lays_out_the_page_is_no_table():
    page = (
        "<table><tr><td><p>Dear Ana,</p><p>the key is here.</p></td><td><table><tr><td>1<td>2</table></table>"
    )
    assert html_blocks(page) == [
        HtmlBlock("text", "Dear Ana,"),
        HtmlBlock("text", "the key is here."),
        HtmlBlock("row", "1 | 2"),
    ]


def test_a_line_break_is_a_line_and_a_non_breaking_space_a_space():
    assert html_text("<p>Harbour Row&nbsp;4<br>\n Porto</p>") == "Harbour Row 4\nPorto"


def test_scripts_are_dropped_wherever_they_end_and_nothing_else_is():
    page = "<p>a<!-- <script> --></p><script>if (a < b) '<p>no</p>'</script><p>b</p><style>unclosed <p>c"
    assert html_text(page.encode()) == "a\n\nb"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("cp1252", "<meta charset=iso-8859-1>"),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("shift_jis", '<?xml version="1.0" encoding="Shift_JIS"?>'),
        ("utf-16", ""),
    ],
)
def test_a_page_is_in_the_encoding_it_declares(encoding, declared):
    words = {"cp1252": "“Café” 5 €", "gb18030": "中文网页", "shift_jis": "日本語のページ"}.get(
        encoding, "Zoë 日本"
    )
    assert html_text(f"{declared}<p>{words}</p>".encode(encoding)) == words


def test_xhtml_is_read_like_any_page():
    page = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>Hi'
    assert html_text(page) == "Hi"


def test_an_external_entity_is_not_fetched():
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>a &x; b</p>'
    assert "root:" not in html_text(page)


@pytest.mark.parametrize(
    "part", ["<div>", "<table><tr><td>", "<script>", "<!--", "<b><p>", "<ul><li>", "&#0;"]
)
def test_thousands_of_unclosed_elements_do_no_harm(part):
    assert html_blocks(part * 20_000 + "end") is not None


@pytest.mark.parametrize("nothing", ["", " \n", b"", "<html></html>", "<!-- -->", "<script>x</script>"])
def test_an_empty_page_has_no_blocks(nothing):
    assert html_blocks(nothing) == []
