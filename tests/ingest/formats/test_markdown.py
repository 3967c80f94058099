from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.encoding import clean
from ingest.formats.markdown import read_markdown
from ingest.passages import TARGET_WORDS, count_words

PIECES = st.sampled_from(
    [
        "# Trips",
        "## Lisbon",
        "### 2025-03-14",
        "A day.",
        "word " * 70,
        "One sentence here. " * 60,
        "",
        "",
        "---",
        "- item",
        "  - inner",
        "1. first",
        "```",
        "~~~",
        "    code",
        "| a | b |",
        "|---|---|",
        "> said",
        "[x]: /u",
        "<div>",
        "</div>",
        "Setext",
        "===",
        "\ttab",
        "* * *",
        "- ",
        "#",
        "title: x",
        "\u2028",
        "- " + "long " * 90,
    ]
)
UNDERLINES = ("===", "---", "- ")
"""What makes a heading of the line above it."""


def passages_of(text):
    return read_markdown(clean(text).split("\n")).passages


def written(text):
    return "".join(text.split())


@settings(max_examples=300)
@given(st.one_of(st.lists(PIECES, max_size=40).map("\n".join), st.text(max_size=300)))
def test_the_lines_of_every_locator_hold_its_text_letter_by_letter(text):
    lines = clean(text).split("\n")
    last = 0
    for passage in read_markdown(lines).passages:
        start, end = passage.locator.start, passage.locator.end
        assert passage.text.strip()
        assert passage.text in "\n".join(lines[start - 1 : end])
        assert start >= last
        last = end


@settings(max_examples=300)
@given(st.lists(PIECES.filter(lambda piece: piece not in UNDERLINES), max_size=40))
def test_no_line_is_lost_but_headings_rules_and_front_matter(pieces):
    kept = written(" ".join(passage.text for passage in passages_of("Start.\n" + "\n".join(pieces))))
    prose = [piece for piece in pieces if piece[:1] not in "#*"]
    assert all(written(piece) in kept for piece in prose)


def test_passages_know_their_trail_of_headings():
    found = passages_of("intro\n\n# Trips\n\n## Lisbon\n\nTram 28.\n\n## Porto\n\nWine.\n\n# Home\n\nKey.\n")
    assert [(passage.heading, passage.text) for passage in found] == [
        ("", "intro"),
        ("Trips > Lisbon", "Tram 28."),
        ("Trips > Porto", "Wine."),
        ("Home", "Key."),
    ]


def test_a_heading_reads_without_its_marks():
    found = passages_of("# The *new* [flat](http://x) & `keys`\n\nHere.")
    assert found[0].heading == "The new flat & keys"


def test_a_heading_with_nothing_below_it_is_found_too():
    found = passages_of("# Trips\n\n## Call Ana back\n\n## Lisbon\n\nTram.\n\n## Buy oil\n")
    assert [passage.text for passage in found] == ["## Call Ana back", "Tram.", "## Buy oil"]


def test_a_long_list_is_cut_between_items_only():
    items = [f"- item {number} has a few words to say\n  and a second line" for number in range(60)]
    found = passages_of("\n".join(items))
    assert len(found) > 3
    assert all(passage.text.startswith("- item") and passage.text.endswith("line") for passage in found)
    assert all(count_words(passage.text) <= TARGET_WORDS + 30 for passage in found)


def test_a_long_table_is_cut_between_rows_only():
    rows = [f"| day {number} | we saw herons. And ducks. Many. | {number} |" for number in range(80)]
    found = passages_of("\n".join(["| day | what | how many |", "|---|---|---|", *rows]))
    assert len(found) > 3
    assert all(line.count("|") == 4 for passage in found for line in passage.text.split("\n"))


def test_a_fence_is_never_cut_also_inside_a_list():
    code = "\n".join(f"    print('this is line {number}. It prints.')" for number in range(80))
    text = f"- before\n\n  ```python\n{code}\n  ```\n\n- after " + "word " * 100
    fenced = [passage.text for passage in passages_of(text) if "```" in passage.text]
    assert len(fenced) == 1
    assert fenced[0].count("```") == 2


def test_front_matter_gives_title_and_date_and_is_no_passage():
    reading = read_markdown(
        ["---", "title: 'The ferry'", "date: 2025-03-14", "tags: [a]", "---", "Text.", ""]
    )
    assert reading.title == "The ferry"
    assert reading.time == datetime(2025, 3, 14, tzinfo=UTC)
    assert [(passage.text, str(passage.locator)) for passage in reading.passages] == [("Text.", "line 6")]


def test_front_matter_with_facts_of_its_own_is_a_passage():
    found = passages_of("---\ntitle: Ana\nphone: 555 0199\n---\n")
    assert [(passage.text, str(passage.locator)) for passage in found] == [
        ("title: Ana\nphone: 555 0199", "lines 2-3")
    ]


def test_nonsense_in_front_matter_does_no_harm():
    reading = read_markdown(["---", "date: soon", "title:", "---", "# Real title", "", "Text."])
    assert (reading.title, reading.time) == ("Real title", None)


def test_a_heading_that_is_a_date_dates_what_is_below_it():
    text = "# Diary\n\nfirst\n\n## 2025-03-14\n\nPi.\n\n### Evening\n\nPie.\n\n## Ideas\n\nNone."
    days = [passage.time and passage.time.date().isoformat() for passage in passages_of(text)]
    assert days == [None, "2025-03-14", "2025-03-14", None]


def test_a_note_dated_in_its_opening_lines_is_from_that_day():
    reading = read_markdown(["# Blood test", "", "12 February 2025", "", "All well."])
    assert reading.time == datetime(2025, 2, 12, tzinfo=UTC)
    assert reading.passages[0].time == reading.time


def test_twenty_thousand_nested_quotes_do_no_harm():
    assert written(passages_of(">" * 20_000 + " hi")[-1].text).endswith("hi")


def test_a_note_is_found_by_its_other_names_and_tags():
    front = "---\naliases: [Lisboa, 'Olisipo']\ntags:\n  - travel\n  - \"#sea\"\n---\n"
    text = f"{front}# Lisbon\n\nTram 28.\n\n# Porto\n\nWine.\n"
    assert [passage.heading for passage in passages_of(text)] == [
        "Lisbon (Lisboa, Olisipo) #travel #sea",
        "Porto",
    ]


@pytest.mark.parametrize(
    ("front", "title", "day"),
    [
        ("title: >\n  Two\n  lines\ndate: 2025-03-14T10:00:00Z", "Two lines", 14),
        ("title: 'It''s'\ncreated: 2025-03-15 08:00", "It's", 15),
        ("title: [unclosed\ndate: 2025-03-16", "[unclosed", 16),
        ("title: 2025\ndate: 17 March 2025", "2025", 17),
        ("title: A\ndate: 2025-02-31", "A", None),
    ],
)
def test_front_matter_is_yaml_and_where_it_is_none_its_plain_lines(front, title, day):
    reading = read_markdown(["---", *front.split("\n"), "---", "Text."])
    assert (reading.title, reading.time.day if reading.time else None) == (title, day)


@pytest.mark.parametrize(
    "front", ["a: " + "[" * 50_000, "a: &a [*a]", "- list", "a: !!python/object:os.system x", "\tx: 1"]
)
def test_hostile_front_matter_does_no_harm(front):
    assert passages_of(f"---\n{front}\n---\nText.")[-1].text.endswith("Text.")


def test_a_wiki_link_in_a_heading_reads_as_its_label():
    assert passages_of("# See [[People/Ana Silva|Ana]] and [[Ben]]\n\nText.")[0].heading == "See Ana and Ben"
