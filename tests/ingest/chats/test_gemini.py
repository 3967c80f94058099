"""Gemini's part of a Google Takeout, as JSON and as HTML, in the form that exports of 2024 to 2026 have."""

from __future__ import annotations

import json

import pytest


def entry(title, time="2025-03-14T12:00:00.123Z", *answers, **more):
    written = [{"html": answer} for answer in answers]
    fields = {"header": "Gemini Apps", "title": title, "time": time, "products": ["Gemini Apps"]}
    return {**fields, **({"safeHtmlItem": written} if written else {}), **more}


@pytest.fixture
def read(tmp_path, read_export):
    def read_entries(*entries):
        path = tmp_path / "MyActivity.json"
        path.write_text(json.dumps(entries))
        return read_export("gemini", path)

    return read_entries


def test_a_prompt_and_its_answers_are_two_messages_of_a_day(read):
    [document], problems = read(
        entry("Prompted\u00a0and in winter?", "2025-03-14T12:05:00Z", "<p>Rarely.</p>"),
        entry(
            "Prompted When does the ferry run?",
            "2025-03-14T12:00:00Z",
            "<p>At <b>nine</b>.</p><ul><li>daily</li></ul>",
            "<p>At 9.</p>",
        ),
    )
    assert not problems
    assert (document.key, document.title) == ("Gemini/2025-03-14", "Gemini, 14 March 2025")
    assert [(one.speaker, one.role, one.text) for one in document.passages] == [
        ("You", "user", "When does the ferry run?"),
        ("Gemini", "assistant", "At nine.\n\n- daily\n\nAt 9."),
        ("You", "user", "and in winter?"),
        ("Gemini", "assistant", "Rarely."),
    ]


def test_where_the_conversation_is_named_it_is_one(read):
    address = [{"name": "x", "url": "https://gemini.google.com/app/9d0b8ac907c407f0"}]
    [document], _ = read(entry("Prompted hello", "2025-03-14T12:00:00Z", "<p>hi</p>", details=address))
    assert document.key == "9d0b8ac907c407f0/2025-03-14"


@pytest.mark.parametrize(
    ("title", "prompt"),
    [
        ("送信したメッセージ: 船はいつ", "船はいつ"),
        ("Eingegebener Prompt: Wann fährt die Fähre?", "Wann fährt die Fähre?"),
        ("Ask-word-unknown When?", "Ask-word-unknown When?"),
    ],
)
def test_other_languages_have_their_own_word_before_the_prompt(read, title, prompt):
    [document], _ = read(entry(title, "2025-03-14T12:00:00Z", "<p>hi</p>", header="Gemini アプリ"))
    assert document.passages[0].text == prompt


def test_what_is_no_prompt_and_what_other_products_log_is_left_out(read):
    [document], _ = read(
        entry("Gave feedback: Good response"),
        entry("Created Gemini Canvas titled A shed", "2025-03-14T12:00:00Z", "<p>x</p>"),
        entry("Searched for ferries", header="Search", products=["Search"]),
        entry("Prompted see this", "2025-03-14T12:00:00Z", attachedFiles=["shed-1a2b.jpg"]),
    )
    assert [one.text for one in document.passages] == ["see this\n[photo: shed-1a2b.jpg]"]


CELL = """<div class="outer-cell mdl-cell mdl-cell--12-col mdl-shadow--2dp"><div class="mdl-grid">
<div class="header-cell mdl-cell mdl-cell--12-col"><p class="mdl-typography--title">{product}<br></p></div>
<div class="content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1">{content}</div>
<div class="content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1 mdl-typography--text-right"></div>
<div class="content-cell mdl-cell mdl-cell--12-col"><b>Products:</b></div></div></div>"""


@pytest.mark.parametrize(
    "when", ["Mar 14, 2025, 9:41:09\u202fPM CET", "14 Mar 2025, 21:41:09 CET", "14. 3. 2025 21:41:09 SEČ"]
)
def test_the_html_form_says_the_same(tmp_path, read_export, when):
    content = f"Prompted&nbsp;When does the ferry run?<br>{when}<br><p>At <b>nine</b>.</p>\n<p>Daily.</p>"
    other = CELL.format(product="Search", content=f"Searched for x<br>{when}<br>")
    page = CELL.format(product="Gemini Apps", content=content) + other
    path = tmp_path / "Takeout" / "My Activity" / "Gemini Apps" / "MyActivity.html"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"<html><head><title>My Activity History</title></head><body><div>{page}</div></body></html>"
    )
    [document], _ = read_export("gemini", tmp_path / "Takeout")
    assert [(one.speaker, one.text) for one in document.passages] == [
        ("You", "When does the ferry run?"),
        ("Gemini", "At nine.\n\nDaily."),
    ]
    assert f"{document.time:%Y-%m-%d %H:%M:%S}" == "2025-03-14 21:41:09"
