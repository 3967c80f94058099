"""reStructuredText, Org, AsciiDoc and LaTeX: light markups whose passages are whole lines."""

from datetime import UTC, datetime

from ingest.formats.asciidoc import read_asciidoc
from ingest.formats.latex import read_latex
from ingest.formats.org import read_org
from ingest.formats.rst import read_rst

LONG_CODE = "\n".join(f"    step({number})  # and what it does. Next." for number in range(80))


def found(reading):
    return [(passage.heading, passage.text, str(passage.locator)) for passage in reading.passages]


def test_rst_levels_are_the_order_in_which_underlines_appear():
    first = "=====\nTrips\n=====\n\nAll of them.\n\nLisbon\n------\nTram 28.\n\n"
    second = "Porto\n------\nWine.\n\n=====\nHome\n=====\n\nKey."
    reading = read_rst((first + second).split("\n"))
    assert reading.title == "Trips"
    assert [heading for heading, _, _ in found(reading)] == [
        "Trips",
        "Trips > Lisbon",
        "Trips > Porto",
        "Home",
    ]


def test_rst_blocks_of_code_and_tables_stay_whole():
    text = f"So::\n\n{LONG_CODE}\n\nAfter.\n\n.. code-block:: python\n\n{LONG_CODE}\n"
    whole = [text for _, text, _ in found(read_rst(text.split("\n"))) if "step(0)" in text]
    assert len(whole) == 2
    assert all("step(79)" in text for text in whole)


def test_rst_comments_and_targets_are_no_text_and_footnotes_are():
    text = ".. secret\n   more\n\n.. _a: https://example.org\n\n.. [1] The note.\n\n.. note:: Take care."
    assert [text for _, text, _ in found(read_rst(text.split("\n")))] == [
        ".. [1] The note.\n\n.. note:: Take care."
    ]


def test_rst_fields_tell_the_day():
    assert read_rst(["Post", "====", ":date: 2025-03-14 10:00", "", "Hi."]).time == datetime(
        2025, 3, 14, 10, tzinfo=UTC
    )
    assert read_rst([".. title: Post", ".. date: 2025-03-14", "", "Hi."]).title == "Post"


def test_org_headings_lose_their_state_and_tags():
    text = "#+TITLE: Diary\n* TODO [#A] Call [[id:1][Ana]] [1/2] :phone:\nBefore five.\n** DONE Ask\nYes."
    reading = read_org(text.split("\n"))
    assert reading.title == "Diary"
    assert [heading for heading, _, _ in found(reading)] == ["Call Ana", "Call Ana > Ask"]


def test_org_time_stamps_date_what_is_below_them():
    text = (
        "* Trip <2025-03-14 Fri 10:30>\nOff.\n* Note\n:PROPERTIES:\n:CREATED: [2025-03-15 Sat]\n:END:\nBack."
    )
    reading = read_org(text.split("\n"))
    assert [passage.time for passage in reading.passages] == [
        datetime(2025, 3, 14, 10, 30, tzinfo=UTC),
        datetime(2025, 3, 15, tzinfo=UTC),
    ]
    assert [text for _, text, _ in found(reading)] == ["Off.", "Back."]


def test_org_source_blocks_stay_whole_and_one_without_an_end_does_no_harm():
    text = f"#+begin_src sh\n{LONG_CODE}\n#+end_src\n"
    assert len(read_org(text.split("\n")).passages) == 1
    assert read_org(["#+begin_src", "* Head", "text"] * 3).passages[0].text.startswith("#+begin_src")


def test_asciidoc_has_its_title_day_and_trail():
    head = "= The lease\nAna Kovač\nv1.0, 2025-03-14\n:toc:\n\nIntro.\n\n"
    reading = read_asciidoc(f"{head}== Rent\n\n940 euros.\n\n=== When\n\nThe first.".split("\n"))
    assert (reading.title, reading.time) == ("The lease", datetime(2025, 3, 14, tzinfo=UTC))
    assert [heading for heading, _, _ in found(reading)][-2:] == [
        "The lease > Rent",
        "The lease > Rent > When",
    ]


def test_asciidoc_listings_stay_whole_with_their_label_and_comments_are_dropped():
    text = f".Steps\n[source,python]\n----\n{LONG_CODE}\n----\n\n////\nsecret\n////\n// too\nEnd."
    [listing, end] = read_asciidoc(text.split("\n")).passages
    assert listing.text.startswith(".Steps\n[source,python]") and listing.text.endswith("----")
    assert end.text == "End."


def test_asciidoc_tables_are_cut_between_rows_only():
    rows = "\n".join(f"|day {number} |{'long ' * 30}" for number in range(20))
    passages = read_asciidoc(f"|===\n{rows}\n|===".split("\n")).passages
    assert len(passages) > 3
    assert all(passage.text.startswith("|") for passage in passages)


def test_latex_has_its_title_and_sections_and_no_preamble():
    text = (
        "\\documentclass{article}\n\\title{On \\emph{herons}}\n\\date{14 March 2025}\n"
        "\\begin{document}\n\\maketitle\n"
        "% secret\n\\section{Birds \\& water%\n  \\label{birds}%\n}\n"
        "They stand.\n\\subsection*{Food}\nFish.\n\\end{document}"
    )
    reading = read_latex(text.split("\n"))
    assert (reading.title, reading.time) == ("On herons", datetime(2025, 3, 14, tzinfo=UTC))
    assert found(reading) == [
        ("Birds \\& water", "They stand.", "line 10"),
        ("Birds \\& water > Food", "Fish.", "line 12"),
    ]
