"""What is typed into a question besides words: filters, quoted phrases, what is left out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.errors import UsageError
from secondme.recall.filters import MEMORY_KINDS, TRUSTS, bounds, sift
from secondme.recall.lexical import match_expression
from secondme.recall.question import understand

NOW = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("text", "filters", "plain"),
    [
        ("boat from:ana", ["from:ana"], "boat"),
        ('from:"Ana Kovač" boat', ['from:"Ana Kovač"'], "boat"),
        ("from:\u201cAna Kovač\u201d boat", ['from:"Ana Kovač"'], "boat"),
        ("from:\u201eAna Kovač\u201c boat", ['from:"Ana Kovač"'], "boat"),
        ("FROM:Ana In:WhatsApp", ["from:Ana", "in:WhatsApp"], ""),
        ("-from:ana boat", ["-from:ana"], "boat"),
        ("boat (from:ana)", ["from:ana)"], "boat ("),
        ("kind:plan type:.pdf trust:self", ["kind:plan", "type:.pdf", "trust:self"], ""),
        ("a from:ana b from:ana c", ["from:ana"], "a b c"),
        ("from:ana, boat", ["from:ana"], "boat"),
        ("When: tomorrow", [], "When: tomorrow"),
        ("From: ana", [], "From: ana"),
        ("http://example.org/in:box", [], "http://example.org/in:box"),
        ("in://box", [], "in://box"),
        ("size:10 colour:red", [], "size:10 colour:red"),
        ("xfrom:ana", [], "xfrom:ana"),
    ],
)
def test_known_filters_are_taken_out_and_other_words_stay(text: str, filters: list[str], plain: str) -> None:
    sifted = sift(text, NOW)
    assert [str(one) for one in sifted.filters] == filters
    assert sifted.plain == plain


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("before:2024", (date.min, date(2023, 12, 31))),
        ("before:2024-05-03", (date.min, date(2024, 5, 2))),
        ("after:2024-05", (date(2024, 6, 1), date.max)),
        ("on:2024-05-03", (date(2024, 5, 3), date(2024, 5, 3))),
        ("on:yesterday", (date(2026, 11, 8), date(2026, 11, 8))),
        ("during:2023", (date(2023, 1, 1), date(2023, 12, 31))),
        ('during:"summer of 2022"', (date(2022, 6, 1), date(2022, 9, 21))),
        ('during:"letzte Woche"', (date(2026, 11, 2), date(2026, 11, 8))),
        ('before:"3 May 2023"', (date.min, date(2023, 5, 2))),
    ],
)
def test_filters_by_time_say_from_when_to_when(text: str, days: tuple[date, date]) -> None:
    [one] = sift(text, NOW).filters
    assert list(bounds(one)) == [days]


def test_a_filter_by_an_unsure_time_takes_all_it_may_mean() -> None:
    [one] = sift("during:03/04/2023", NOW).filters
    assert list(bounds(one)) == [(date(2023, 3, 4),) * 2, (date(2023, 4, 3),) * 2]


@pytest.mark.parametrize(
    "text",
    [
        "before:banana",
        'on:""',
        "during:soonish",
        "kind:cake",
        "trust:nobody",
        "type:...",
        'from:"!"',
        "-before:banana",
        "on:2023-02-31",
        "before:99999",
    ],
)
def test_a_filter_without_sense_is_refused_and_says_how_to_write_it(text: str) -> None:
    name = text.lstrip("-").partition(":")[0]
    with pytest.raises(UsageError, match=rf"(?s){name}:.*nothing was searched.*such as {name}:"):
        understand(f"boat {text} key", now=NOW)


@pytest.mark.parametrize("value", ["b", "ban", "2", "20"])
def test_a_filter_that_is_still_being_typed_is_left_alone(value: str) -> None:
    assert understand(f"boat before:{value}", unfinished=True, now=NOW).filters == ()


@pytest.mark.parametrize("kind", MEMORY_KINDS)
def test_every_kind_of_memory_can_be_asked_for(kind: str) -> None:
    assert [one.value for one in sift(f"kind:{kind}", NOW).filters] == [kind]


@pytest.mark.parametrize("trust", TRUSTS)
def test_every_trust_can_be_asked_for(trust: str) -> None:
    assert [one.value for one in sift(f"trust:{trust}", NOW).filters] == [trust]


@pytest.mark.parametrize(
    ("text", "phrases", "excluded", "terms"),
    [
        ('"puffin boat" ticket', ("puffin boat",), (), ("puffin", "boat", "ticket")),
        ("\u00abpuffin boat\u00bb", ("puffin boat",), (), ("puffin", "boat")),
        ("boat -ticket", (), ("ticket",), ("boat",)),
        ('boat -"puffin boat"', (), ("puffin boat",), ("boat",)),
        ("boat -the", (), (), ("boat",)),
        ("well-known boat", (), (), ("well", "known", "boat")),
        ("boat - ticket", (), (), ("boat", "ticket")),
        ("boat -3 --help", (), (), ("boat", "3", "help")),
        ('"" "  " "!"', (), (), ()),
        ('an "open quote', (), (), ("open", "quote")),
    ],
)
def test_quotes_bind_and_a_minus_leaves_out(
    text: str, phrases: tuple[str, ...], excluded: tuple[str, ...], terms: tuple[str, ...]
) -> None:
    question = understand(text, now=NOW)
    assert (question.phrases, question.excluded, question.terms) == (phrases, excluded, terms)


@pytest.mark.parametrize(
    "text",
    [
        'When did I read "puffin boat"?',
        'who wrote "puffin boat"',
        "\u00abpuffin boat\u00bb, wann war das?",
        'Would Ana enjoy "puffin boat" by Merrin?',
    ],
)
def test_a_quote_in_a_question_need_not_stand_in_the_passage(text: str) -> None:
    question = understand(text, now=NOW)
    assert (question.phrases, question.quoted) == ((), ("puffin boat",))
    assert '"puffin boat"' in match_expression(question)


@pytest.mark.parametrize("text", ['"puffin boat"?', '"Where is the puffin boat?"', '"puffin boat" from:ana'])
def test_a_quote_outside_of_a_question_must_stand_there(text: str) -> None:
    question = understand(text, now=NOW)
    assert (bool(question.phrases), question.quoted) == (True, ())


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("What did Ana say, but not about work?", ("work",)),
        ("notes not about work or money", ("work", "money")),
        ("Briefe, nicht über Geld", ("Geld",)),
        ("lettres pas sur le travail", ("travail",)),
        ("cartas no sobre trabajo", ("trabajo",)),
        ("lettere non su lavoro", ("lavoro",)),
        ("cartas não sobre trabalho", ("trabalho",)),
        ("brieven niet over werk", ("werk",)),
        ("trips without Piran", ("Piran",)),
        ("all trips except Mull", ("Mull",)),
        ("Reisen ohne Piran", ("Piran",)),
        ("voyages sans Piran", ("Piran",)),
        ("viajes sin Piran", ("Piran",)),
        ("viaggi senza Piran", ("Piran",)),
        ("viagens sem Piran", ("Piran",)),
        ("reizen zonder Piran", ("Piran",)),
        ("Why did we leave without Piran?", ()),
        ("when did we leave without Piran", ()),
        ("Who came except Ana?", ()),
        ("He was not about to leave", ()),
        ("I am not sure about work", ()),
        ("without", ()),
    ],
)
def test_plain_words_leave_out_only_where_that_is_unmistakable(text: str, excluded: tuple[str, ...]) -> None:
    question = understand(text, now=NOW)
    assert question.excluded == excluded
    assert not {word.casefold() for word in excluded} & set(question.terms)


@given(st.text(max_size=200))
def test_any_text_is_sifted_or_refused_and_nothing_is_made_up(text: str) -> None:
    sifted = sift(text, NOW, unfinished=True)
    assert set(sifted.plain) <= set(text)
    assert all(one.value in text for one in sifted.filters)


@given(
    st.lists(
        st.sampled_from(
            ["from:ana", '"', "-", "boat", ":", "before:2024", '-"a b"', "«", "\0", "\ud800", "("]
        ),
        max_size=40,
    )
)
def test_pieces_of_filters_in_any_order_are_read(pieces: list[str]) -> None:
    for glue in ("", " "):
        question = understand(glue.join(pieces), unfinished=True, now=NOW)
        assert all(one.name in {"from", "before"} for one in question.filters)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "-" * 100_000,
            '"' * 100_000,
            "from:x " * 15_000,
            "in May " * 15_000,
            "last " * 20_000,
            '-"' * 50_000,
        ),
        *("not about " * 10_000, "1." * 50_000, "é" * 100_000, "\0" * 100_000, "and the " * 12_000),
    ],
    ids=str.__len__,
)
def test_a_hundred_kilobytes_of_anything_are_harmless(text: str) -> None:
    question = understand(text, unfinished=True, now=NOW)
    assert len(question.terms) <= 64
    assert len(question.filters) <= 32
