"""Times in words: what they mean on Monday 9 November 2026, in seven languages; what is unsure is widened."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.recall.calendar_days import easter_sunday, month_in, season_in
from secondme.recall.periods import find_periods, read_period
from secondme.recall.time_words import MONTHS, PHRASES, TAGS

NOW = date(2026, 11, 9)

ENGLISH = {
    "What did I do last week?": "2026-11-02..2026-11-08",
    "this week": "2026-11-09..2026-11-15",
    "next week": "2026-11-16..2026-11-22",
    "yesterday": "2026-11-08",
    "the day before yesterday": "2026-11-07",
    "the day after tomorrow": "2026-11-11",
    "this morning": "2026-11-09",
    "last night": "2026-11-08",
    "last month": "2026-10-01..2026-10-31",
    "next year": "2027-01-01..2027-12-31",
    "this weekend": "2026-11-14..2026-11-15",
    "last weekend": "2026-11-07..2026-11-08",
    "two weeks ago": "2026-10-23..2026-10-29",
    "3 days ago": "2026-11-06",
    "a year ago": "2025-01-01..2025-12-31",
    "in two days": "2026-11-11",
    "the last three weeks": "2026-10-19..2026-11-09",
    "in 2023": "2023-01-01..2023-12-31",
    "When did we go to Mull in 2023?": "2023-01-01..2023-12-31",
    "in May 2023": "2023-05-01..2023-05-31",
    "on 3 May 2023": "2023-05-03",
    "the 3rd of May 2023": "2023-05-03",
    "May 3, 2023": "2023-05-03",
    "from 3 to 7 May 2023": "2023-05-03..2023-05-07",
    "May 3-7, 2023": "2023-05-03..2023-05-07",
    "between May and July 2023": "2023-05-01..2023-07-31",
    "between November 2022 and March": "2022-11-01..2023-03-31",
    "between November and March 2023": "2022-11-01..2023-03-31",
    "2019-2021": "2019-01-01..2021-12-31",
    "from 2019 to 2021": "2019-01-01..2021-12-31",
    "early 2022": "2022-01-01..2022-05-26",
    "late 2022": "2022-08-08..2022-12-31",
    "end of last month": "2026-10-20..2026-10-31",
    "the beginning of May 2023": "2023-05-01..2023-05-12",
    "before 2024": "..2023-12-31",
    "after May 2024": "2024-06-01..",
    "since May 2024": "2024-05-01..2026-11-09",
    "since January": "2026-01-01..2026-11-09",
    "until yesterday": "..2026-11-08",
    "in the summer of 2022": "2022-06-01..2022-09-21",
    "summer of last year": "2025-06-01..2025-09-21",
    "May last year": "2025-05-01..2025-05-31",
    "Christmas 2021": "2021-12-24..2021-12-26",
    "New Year's Eve 2021": "2021-12-31..2022-01-01",
    "Easter 2023": "2023-04-07..2023-04-10",
    "Thanksgiving 2023": "2023-11-23..2023-11-26",
    "Q1 2023": "2023-01-01..2023-03-31",
    "in the nineties": "1990-01-01..1999-12-31",
    "the 1980s": "1980-01-01..1989-12-31",
    "2024-05-03": "2024-05-03",
    "2024-05": "2024-05-01..2024-05-31",
    "25/12/2023": "2023-12-25",
    "12/25/2023": "2023-12-25",
}
GERMAN = {
    "letzte Woche": "2026-11-02..2026-11-08",
    "Was war vorgestern?": "2026-11-07",
    "Was mache ich morgen?": "2026-11-10",
    "übermorgen": "2026-11-11",
    "vor zwei Wochen": "2026-10-23..2026-10-29",
    "vor drei Jahren": "2023-01-01..2023-12-31",
    "in zwei Tagen": "2026-11-11",
    "in den letzten drei Wochen": "2026-10-19..2026-11-09",
    "im März 2023": "2023-03-01..2023-03-31",
    "am 3. Mai 2023": "2023-05-03",
    "3.5.2023": "2023-05-03",
    "vom 3. bis 7. Mai 2023": "2023-05-03..2023-05-07",
    "zwischen Mai und Juli 2023": "2023-05-01..2023-07-31",
    "Anfang 2022": "2022-01-01..2022-05-26",
    "Ende letzten Monats": "2026-10-20..2026-10-31",
    "im Mai letzten Jahres": "2025-05-01..2025-05-31",
    "seit Januar": "2026-01-01..2026-11-09",
    "vor 2024": "..2023-12-31",
    "nach Mai 2024": "2024-06-01..",
    "Weihnachten 2022": "2022-12-24..2022-12-26",
    "Ostern 2023": "2023-04-07..2023-04-10",
    "im Sommer 2022": "2022-06-01..2022-09-21",
}
FRENCH = {
    "la semaine dernière": "2026-11-02..2026-11-08",
    "le mois prochain": "2026-12-01..2026-12-31",
    "avant-hier": "2026-11-07",
    "Qu'est-ce que j'ai fait hier ?": "2026-11-08",
    "aujourd'hui": "2026-11-09",
    "demain": "2026-11-10",
    "il y a deux semaines": "2026-10-23..2026-10-29",
    "il y a un an": "2025-01-01..2025-12-31",
    "dans deux jours": "2026-11-11",
    "les trois dernières semaines": "2026-10-19..2026-11-09",
    "en mars 2023": "2023-03-01..2023-03-31",
    "le 3 mai 2023": "2023-05-03",
    "le 1er août 2023": "2023-08-01",
    "du 3 au 7 mai 2023": "2023-05-03..2023-05-07",
    "entre mai et juillet 2023": "2023-05-01..2023-07-31",
    "début 2022": "2022-01-01..2022-05-26",
    "mi-mai 2023": "2023-05-10..2023-05-21",
    "avant 2024": "..2023-12-31",
    "depuis janvier": "2026-01-01..2026-11-09",
    "l'été 2022": "2022-06-01..2022-09-21",
    "Noël 2022": "2022-12-24..2022-12-26",
    "années 90": "1990-01-01..1999-12-31",
}
SPANISH = {
    "la semana pasada": "2026-11-02..2026-11-08",
    "el mes que viene": "2026-12-01..2026-12-31",
    "anteayer": "2026-11-07",
    "ayer": "2026-11-08",
    "pasado mañana": "2026-11-11",
    "hace dos semanas": "2026-10-23..2026-10-29",
    "dentro de dos días": "2026-11-11",
    "los últimos tres meses": "2026-08-09..2026-11-09",
    "en marzo de 2023": "2023-03-01..2023-03-31",
    "el 3 de mayo de 2023": "2023-05-03",
    "entre mayo y julio de 2023": "2023-05-01..2023-07-31",
    "desde mayo hasta julio de 2023": "2023-05-01..2023-07-31",
    "a principios de 2022": "2022-01-01..2022-05-26",
    "en mayo del año pasado": "2025-05-01..2025-05-31",
    "antes de 2024": "..2023-12-31",
    "después de mayo de 2024": "2024-06-01..",
    "el fin de semana pasado": "2026-11-07..2026-11-08",
    "el verano de 2022": "2022-06-01..2022-09-21",
    "Navidad 2022": "2022-12-24..2022-12-26",
}
ITALIAN = {
    "la settimana scorsa": "2026-11-02..2026-11-08",
    "il mese prossimo": "2026-12-01..2026-12-31",
    "l'altro ieri": "2026-11-07",
    "ieri": "2026-11-08",
    "dopodomani": "2026-11-11",
    "due settimane fa": "2026-10-23..2026-10-29",
    "tra due giorni": "2026-11-11",
    "le ultime tre settimane": "2026-10-19..2026-11-09",
    "a marzo 2023": "2023-03-01..2023-03-31",
    "il 3 maggio 2023": "2023-05-03",
    "dal 3 al 7 maggio 2023": "2023-05-03..2023-05-07",
    "da maggio a luglio 2023": "2023-05-01..2023-07-31",
    "inizio 2022": "2022-01-01..2022-05-26",
    "quest'anno": "2026-01-01..2026-12-31",
    "prima del 2024": "..2023-12-31",
    "dopo maggio 2024": "2024-06-01..",
    "l'estate 2022": "2022-06-01..2022-09-21",
    "Ferragosto 2022": "2022-08-15",
}
PORTUGUESE = {
    "na semana passada": "2026-11-02..2026-11-08",
    "no mês que vem": "2026-12-01..2026-12-31",
    "anteontem": "2026-11-07",
    "ontem": "2026-11-08",
    "qual é o plano para amanhã?": "2026-11-10",
    "há duas semanas": "2026-10-23..2026-10-29",
    "duas semanas atrás": "2026-10-23..2026-10-29",
    "daqui a dois dias": "2026-11-11",
    "em março de 2023": "2023-03-01..2023-03-31",
    "3 de maio de 2023": "2023-05-03",
    "entre maio e julho de 2023": "2023-05-01..2023-07-31",
    "no fim do mês passado": "2026-10-20..2026-10-31",
    "no início de 2022": "2022-01-01..2022-05-26",
    "antes de 2024": "..2023-12-31",
    "depois de maio de 2024": "2024-06-01..",
    "no verão de 2022": "2022-06-01..2022-09-21",
    "Páscoa 2023": "2023-04-07..2023-04-10",
}
DUTCH = {
    "afgelopen week": "2026-11-02..2026-11-08",
    "volgende maand": "2026-12-01..2026-12-31",
    "eergisteren": "2026-11-07",
    "gisteren": "2026-11-08",
    "overmorgen": "2026-11-11",
    "twee weken geleden": "2026-10-23..2026-10-29",
    "over twee dagen": "2026-11-11",
    "de laatste drie weken": "2026-10-19..2026-11-09",
    "in maart 2023": "2023-03-01..2023-03-31",
    "op 3 mei 2023": "2023-05-03",
    "tussen mei en juli 2023": "2023-05-01..2023-07-31",
    "begin 2022": "2022-01-01..2022-05-26",
    "voor 2024": "..2023-12-31",
    "Wat deden we na mei 2024?": "2024-06-01..",
    "sinds januari": "2026-01-01..2026-11-09",
    "zomer 2022": "2022-06-01..2022-09-21",
    "Kerst 2022": "2022-12-24..2022-12-26",
    "jaren 90": "1990-01-01..1999-12-31",
}
CERTAIN = ENGLISH | GERMAN | FRENCH | SPANISH | ITALIAN | PORTUGUESE | DUTCH

UNSURE = {
    "03/04/2023": ("2023-03-04", "2023-04-03"),
    "in March": ("2026-03-01..2026-03-31", "2027-03-01..2027-03-31"),
    "im März": ("2026-03-01..2026-03-31", "2027-03-01..2027-03-31"),
    "en marzo": ("2026-03-01..2026-03-31", "2027-03-01..2027-03-31"),
    "on 4 July": ("2026-07-04", "2027-07-04"),
    "am 3. Mai": ("2026-05-03", "2027-05-03"),
    "in November": ("2025-11-01..2025-11-30", "2026-11-01..2026-11-30"),
    "next Friday": ("2026-11-13", "2026-11-20"),
    "nächsten Freitag": ("2026-11-13", "2026-11-20"),
    "vendredi prochain": ("2026-11-13", "2026-11-20"),
    "on Friday": ("2026-11-06", "2026-11-13"),
    "op vrijdag": ("2026-11-06", "2026-11-13"),
    "last summer": ("2025-06-01..2025-09-21", "2026-06-01..2026-09-21"),
    "letzten Sommer": ("2025-06-01..2025-09-21", "2026-06-01..2026-09-21"),
    "l'été dernier": ("2025-06-01..2025-09-21", "2026-06-01..2026-09-21"),
    "el verano pasado": ("2025-06-01..2025-09-21", "2026-06-01..2026-09-21"),
    "at the weekend": ("2026-11-07..2026-11-08", "2026-11-14..2026-11-15"),
    "am Wochenende": ("2026-11-07..2026-11-08", "2026-11-14..2026-11-15"),
    "an Weihnachten": ("2025-12-24..2025-12-26", "2026-12-24..2026-12-26"),
    "between May and July": ("2026-05-01..2026-07-31", "2027-05-01..2027-07-31"),
    "winter 2022": ("2021-12-01..2022-03-20", "2022-12-01..2023-03-20"),
    "at the end of the year": ("2025-08-08..2025-12-31", "2026-08-08..2026-12-31"),
    "in the last month": ("2026-10-01..2026-10-31", "2026-10-09..2026-11-09"),
    "a couple of weeks ago": ("2026-09-28..2026-11-02",),
    "in the last few days": ("2026-11-03..2026-11-09",),
    "in the last weeks": ("2026-09-28..2026-11-09",),
    "ces dernières semaines": ("2026-09-28..2026-11-09",),
    "in den nächsten Monaten": ("2026-11-09..2027-05-09",),
}
NO_TIMES = [
    "",
    "May I ask what June said?",
    "Who may come?",
    "We march on.",
    "I fell asleep",
    "por la mañana",
    "Guten Morgen!",
    "Das ist hier.",
    "Wie is hier?",
    "She has seven cats and one dog.",
    "Is it two or three?",
    "the year of the cat",
    "Version 3.4 of 1.2.3.4",
    "2023 €",
    "call 20230 or 1,999",
    "real estate",
    "out of the sun",
    "10.000 km",
    "31.02.2023",
    "2023-02-31",
]


def said(text: str, now: date = NOW) -> list[tuple[str, ...]]:
    """Each time that is named, with what it may mean."""
    return [tuple(map(shortly, mention.periods)) for mention in find_periods(text, now)]


def shortly(period: object) -> str:
    first, last = period.first, period.last  # type: ignore[attr-defined]
    if first == last:
        return first.isoformat()
    begins = "" if first == date.min else first.isoformat()
    return f"{begins}..{'' if last == date.max else last.isoformat()}"


@pytest.mark.parametrize(("text", "wanted"), CERTAIN.items(), ids=CERTAIN.keys())
def test_what_leaves_no_doubt_is_worked_out(text: str, wanted: str) -> None:
    assert said(text) == [(wanted,)]
    [mention] = find_periods(text, NOW)
    assert mention.periods[0].certain


@pytest.mark.parametrize(("text", "wanted"), UNSURE.items(), ids=UNSURE.keys())
def test_what_may_mean_several_times_means_all_of_them(text: str, wanted: tuple[str, ...]) -> None:
    assert said(text) == [wanted]
    [mention] = find_periods(text, NOW)
    assert not any(period.certain for period in mention.periods)


@pytest.mark.parametrize("text", NO_TIMES)
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    assert said(text) == []


def test_the_day_of_asking_decides() -> None:
    assert said("this summer", date(2026, 7, 1)) == [("2026-06-01..2026-09-21",)]
    assert said("this summer", date(2026, 11, 9)) == [("2026-06-01..2026-09-21",)]
    assert said("this summer", date(2026, 1, 9)) == [("2025-06-01..2025-09-21", "2026-06-01..2026-09-21")]
    assert said("last summer", date(2026, 2, 1)) == [("2025-06-01..2025-09-21",)]
    assert said("next Friday", date(2026, 11, 14)) == [("2026-11-20",)]
    assert said("last Friday", date(2026, 11, 15)) == [("2026-11-06", "2026-11-13")]
    assert said("this weekend", date(2026, 11, 15)) == [("2026-11-14..2026-11-15",)]


def test_several_times_are_found_where_they_stand() -> None:
    text = "What changed from last week to 3 May 2023, and in 2019?"
    mentions = find_periods("In May 2023 and two weeks ago.", NOW)
    assert [one.periods[0].words for one in mentions] == ["In May 2023", "two weeks ago"]
    assert [(one.start, one.end) for one in mentions] == [(0, 11), (16, 29)]
    assert len(find_periods(text, NOW)) >= 2


def test_a_value_is_a_time_only_as_a_whole() -> None:
    assert [shortly(one) for one in read_period("last week", NOW)] == ["2026-11-02..2026-11-08"]
    assert [shortly(one) for one in read_period("the summer of 2022", NOW)] == ["2022-06-01..2022-09-21"]
    assert [shortly(one) for one in read_period("2099", NOW)] == ["2099-01-01..2099-12-31"]
    assert read_period("0000", NOW) == read_period("bananas in 2023", NOW) == ()
    assert read_period("2021 2023", NOW) == ()
    assert read_period("", NOW) == ()


@pytest.mark.parametrize("now", [date.min, date(1, 1, 2), date(9998, 12, 31), date.max])
@pytest.mark.parametrize("text", [*CERTAIN, *UNSURE])
def test_the_calendar_has_ends_and_nothing_falls_off(text: str, now: date) -> None:
    for mention in find_periods(text, now):
        assert all(period.first <= period.last for period in mention.periods)


@given(
    st.lists(st.sampled_from([*TAGS, *(" ".join(one) for one in PHRASES), "3", "31", "2023", ",", "-"])),
    st.dates(),
)
def test_any_words_in_any_order_are_read(words: list[str], now: date) -> None:
    text = " ".join(words)
    end = 0
    for mention in find_periods(text, now):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        assert mention.periods
        assert all(period.first <= period.last for period in mention.periods)
        assert len(mention.periods) == 1 or not any(period.certain for period in mention.periods)


@given(st.text(max_size=300), st.dates())
def test_any_text_is_read(text: str, now: date) -> None:
    for mention in find_periods(text, now):
        assert text[mention.start : mention.end].strip()


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_full_date_means_that_day_however_it_is_written(day: date) -> None:
    for text in (
        f"{day:%Y-%m-%d}",
        f"{day.day} {day:%B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%d.%m.%Y}",
    ):
        expected = [(day.isoformat(),)] if day.year <= NOW.year + 15 or not re.search("[A-Z]", text) else None
        if expected is not None:
            assert said(text) == expected, text


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from(sorted(MONTHS)))
def test_a_month_with_its_year_is_that_month_in_every_language(now: date, month: str) -> None:
    first, last = month_in(2023, MONTHS[month])
    if month not in {"feber", "mars"}:
        now = max(now, date(2010, 1, 1))
        assert said(f"{month} 2023", now) == [(f"{first}..{last}",)]


def test_feasts_and_seasons_fall_where_the_calendar_has_them() -> None:
    # Dates of the western Easter from the tables of the U.S. Naval Observatory.
    known = {
        1961: (4, 2),
        1999: (4, 4),
        2000: (4, 23),
        2008: (3, 23),
        2011: (4, 24),
        2024: (3, 31),
        2038: (4, 25),
    }
    for year, (month, day) in known.items():
        assert easter_sunday(year) == date(year, month, day)
    for year in range(1950, 2050):
        assert easter_sunday(year).weekday() == 6
        for season in range(4):
            assert season_in(year, season)[1] - season_in(year, season)[0] > timedelta(days=80)
