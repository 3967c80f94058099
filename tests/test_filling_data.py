"""The forms and lives of the benchmark of filling in forms: what is said to be right is said somewhere."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import stdnum.iban
from stdnum.be import nn
from stdnum.br import cpf
from stdnum.de import idnr
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.ie import pps
from stdnum.it import codicefiscale
from stdnum.nl import bsn
from stdnum.pt import cc, nif

sys.path.insert(0, str(Path(__file__).parent.parent))  # benchmarks is no installed package
from benchmarks.filling import autofill, gold, paper
from benchmarks.filling.autofill import Guess
from benchmarks.filling.gold import Sheet, pairs, sheets
from benchmarks.filling.life import LATEST, NAMES, Life, lives, read_life, states
from benchmarks.filling.scoring import figures, judge
from benchmarks.filling.wording import Gold, gold_of, names_in, plain
from benchmarks.prefill import Run, print_tables, show_wrong, summary
from ingest import FoundFile, read_one
from ingest.errors import UnreadableError
from ingest.forms import YES, Field

LIVES, SHEETS = lives(), sheets()


@pytest.mark.parametrize("life", LIVES, ids=NAMES)
def test_every_fact_of_a_life_is_said_in_its_notes_or_chats(life: Life) -> None:
    text = life.text("notes", "chats")
    assert len(life.facts) >= 60
    for name, fact in life.facts.items():
        said = plain(life.said[name]) in plain(text) if name in life.said else states(text, fact)
        assert said, name
    assert life.said.keys() <= life.facts.keys()


@pytest.mark.parametrize("life", LIVES, ids=NAMES)
def test_what_others_and_former_times_say_is_no_fact_of_the_person(life: Life) -> None:
    own = {
        name: fact
        for name, fact in life.facts.items()
        if name.split(".")[0] in ("contact", "bank", "identity")
    }
    assert life.old and life.others and life.contested <= life.facts.keys()
    for fact in own.values():
        values = gold_of("x", {"x": fact}).values
        assert not {plain(value).replace(" ", "") for value in values} & (life.old | life.others)


@pytest.mark.parametrize("life", LIVES, ids=NAMES)
def test_a_life_has_foreign_files_and_dates_for_files_that_are_there(life: Life, tmp_path: Path) -> None:
    assert life.files("notes") and life.files("chats") and life.files("foreign")
    home = life.copy_to(tmp_path)
    assert all((home / file).exists() for file in life.dates if file != "else")


def test_a_copied_life_is_as_old_as_it_says(tmp_path: Path) -> None:
    home = read_life("jonas").copy_to(tmp_path)
    assert date.fromtimestamp((home / "notes" / "Stuttgart.md").stat().st_mtime) == date(2022, 5, 1)
    assert not (home / "life.toml").exists()


def test_what_is_kept_as_text_is_a_word_document_or_a_pdf_where_it_is_remembered(tmp_path: Path) -> None:
    cv = read_life("aminata").copy_to(tmp_path) / "notes" / "cv.docx"
    invoice = read_life("grace").copy_to(tmp_path) / "foreign" / "invoice-plumber.pdf"
    for path, words in ((cv, "Master 1 de géographie"), (invoice, "GB94BARC10201530093459")):
        [outcome] = read_one(FoundFile.of(path, path.name, path.stat()))
        assert words in " ".join(one.text for document in outcome.documents for one in document.passages)


def test_invented_numbers_have_valid_check_digits() -> None:
    by_name = {life.name: life.facts for life in LIVES}
    ibans = [str(facts["bank.iban"]) for facts in by_name.values() if "bank.iban" in facts]
    assert len(ibans) >= 10 and all(map(stdnum.iban.is_valid, ibans))
    assert nhs.is_valid(str(by_name["grace"]["identity.health_number"]))
    assert nhs.is_valid(str(by_name["tamsin"]["identity.health_number"]))
    assert idnr.is_valid(str(by_name["jonas"]["identity.idnr"]))
    assert idnr.is_valid(str(by_name["wolfram"]["identity.idnr"]))
    assert nir.is_valid(str(by_name["aminata"]["identity.nir"]))
    assert dni.is_valid(str(by_name["carmen"]["identity.card"]))
    assert nif.is_valid(str(by_name["rafael"]["identity.nif"]))
    assert nir.is_valid(str(by_name["maelys"]["identity.nir"]))
    assert dni.is_valid(str(by_name["ignacio"]["identity.card"]))
    assert cpf.is_valid(str(by_name["luiza"]["identity.tax"]))
    assert codicefiscale.is_valid(str(by_name["chiara"]["identity.tax"]))
    assert bsn.is_valid(str(by_name["sander"]["identity.tax"]))
    assert nie.is_valid(by_name["nahuel"]["identity.card"][0])
    assert nif.is_valid(str(by_name["deolinda"]["identity.nif"]))
    assert cc.is_valid(by_name["deolinda"]["identity.card"][0])
    assert nn.is_valid(str(by_name["benoit"]["identity.tax"]))
    assert pps.is_valid(str(by_name["roisin"]["identity.tax"]))
    assert codicefiscale.is_valid(str(by_name["ottavia"]["identity.tax"]))
    assert nir.is_valid(str(by_name["baptiste"]["identity.nir"]))


def test_there_are_fifty_two_forms_of_eight_kinds_in_seven_languages_and_enough_fields() -> None:
    chosen = list(pairs(SHEETS, LIVES))
    assert [sheet.number for sheet in SHEETS] == list(range(1, 53))
    assert len({sheet.kind for sheet in SHEETS}) == 8 and len({sheet.language for sheet in SHEETS}) == 7
    assert len(chosen) >= 100
    assert sum(len(sheet.asked) for sheet, _ in chosen) >= 1_200
    assert {sheet.pair(life).half for sheet, life in chosen} == set(gold.HALVES)
    assert all(sheet.number <= 20 and life.name in NAMES[:2] for sheet, life in pairs(SHEETS, LIVES, "a"))
    held_out = {life.name for _, life in pairs(SHEETS, LIVES, "b")}
    assert held_out == {"aminata", "carmen", "rafael"}
    assert {life.name for _, life in pairs(SHEETS, LIVES, "g")} == set(LATEST)


def test_the_latest_lives_fill_in_the_forms_of_the_other_held_out_ones_and_no_more() -> None:
    before, latest = (Counter(sheet.name for sheet, _ in pairs(SHEETS, LIVES, half)) for half in "bg")
    assert set(latest) == set(before) and latest <= before


def test_a_home_is_the_one_of_the_day_that_is_asked_for() -> None:
    facts = {"address.line1": "2 New Row", "previous.line1": "9 Old Lane", "address.since": date(2021, 5, 1)}
    assert gold_of("home 2022-01-01", facts).values == ("2 New Row",)
    assert gold_of("home 2021-04-30", facts).values == ("9 Old Lane",)
    assert gold_of("home 2021-04-30", {"address.line1": "2 New Row"}).sort == "unknown"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_what_is_right_in_a_form_rests_on_facts_that_some_life_has(sheet: Sheet) -> None:
    known = {name for life in LIVES for name in life.facts}
    for key, expression in sheet.asked.items():
        names = [name for name in names_in(expression) if not name.startswith("unknown.")]
        assert set(names) <= known, key
    assert set(sheet.lives) <= set(NAMES) and sheet.origin


@pytest.mark.parametrize("sheet", [one for one in SHEETS if one.kind == "pdf"], ids=lambda sheet: sheet.name)
def test_a_drawn_pdf_has_the_fields_that_are_asked_for(sheet: Sheet, tmp_path: Path) -> None:
    import pypdfium2

    if sheet.fetched and not gold.is_gathered():
        pytest.skip("the real form is not here; the benchmark fetches it")
    path = sheet.write_to(tmp_path)
    data = path.read_bytes()
    assert pypdfium2.PdfDocument(data).get_formtype() != 0
    drawn = [box.name for box in paper.boxes(sheet.layout)]
    assert sheet.fetched or set(sheet.asked) <= set(drawn)
    assert len(drawn) == len(set(drawn))


@pytest.mark.parametrize("sheet", [one for one in SHEETS if one.kind == "word"], ids=lambda sheet: sheet.name)
def test_a_word_form_says_all_its_labels(sheet: Sheet, tmp_path: Path) -> None:
    import docx

    document = docx.Document(str(sheet.write_to(tmp_path)))
    text = document.element.xml
    assert all(box.label in text.replace("&amp;", "&") for box in paper.boxes(sheet.layout) if box.expression)


@pytest.mark.parametrize("sheet", [one for one in SHEETS if one.file], ids=lambda sheet: sheet.name)
def test_a_form_that_is_a_file_has_the_words_that_are_asked_for(sheet: Sheet) -> None:
    assert sheet.file is not None
    text = plain(sheet.file.read_text("utf-8"))
    for key in sheet.asked:
        last = key.rpartition(" > ")[2].partition(" #")[0]
        words = last.rpartition(".")[2] if sheet.kind == "json" else last
        assert plain(words) in text, key


def test_the_peer_knows_what_a_browser_knows(tmp_path: Path) -> None:
    home = read_life("grace").copy_to(tmp_path)
    known = autofill.profile(sorted((home / "notes").rglob("*.vcf")), "Grace Okafor")
    fields = [
        Field("1", "Surname"),
        Field("2", "Telefon", autocomplete="section-a billing tel"),
        Field("3", "Passport number"),
        Field("4", "I agree to be sent e-mail", type="checkbox"),
    ]
    assert [guess.value for guess in autofill.fill(fields, known)] == ["Okafor", "+44 7700 900461", "", ""]
    assert autofill.profile([], "Grace Okafor") == {}


@pytest.mark.parametrize(("sheet", "life"), list(pairs(SHEETS, LIVES)), ids=lambda one: one.name)
def test_who_knows_all_is_right_everywhere_and_who_writes_nothing_nowhere(sheet: Sheet, life: Life) -> None:
    golds = sheet.golds(life)
    all_known, nothing = (
        [_entry(number, key, one, how) for number, (key, one) in enumerate(golds.items())]
        for how in (True, False)
    )
    best, worst = (figures(judge(sheet.pair(life), golds, entries)) for entries in (all_known, nothing))
    known = sum(one.sort == "known" for one in golds.values())
    assert known > 0 and best | {"right": 1.0, "wrong": 0.0, "invented": 0, "unmatched": 0} == best
    assert worst | {"right": 0.0, "blank": 1.0, "invented": 0, "known": known} == worst


def _entry(number: int, key: str, one: Gold, knows: bool) -> Guess:
    """A field of that name, as somebody fills it in who knows all, or nothing."""
    headings, _, label = key.rpartition(" > ")
    value = one.values[0] if knows and one.sort == "known" else ""
    ticked = value == YES
    name = label.partition(" #")[0]
    field = Field(f"key {number}", name, "checkbox" if ticked else "text", section=headings)
    return Guess(field, value, "filled")


def test_every_form_and_life_is_listed_with_where_it_comes_from() -> None:
    listed = (gold.FOLDER / "README.md").read_text("utf-8")
    for sheet in SHEETS:
        assert (
            f"| {sheet.number} | {sheet.name.partition('-')[2]} | {sheet.kind} | {sheet.language} |" in listed
        )
        assert f"{sheet.origin} | {', '.join(sheet.lives)} |" in listed
    assert all(
        f"| {name} |" in (gold.FOLDER.with_name("lives") / "README.md").read_text("utf-8") for name in NAMES
    )


class KnowsAll:
    """Fills in every form of a life rightly, but for the one that it cannot read."""

    def __init__(self, life: Life, unread: str) -> None:
        self.life, self.unread = life, unread

    def prefill(self, path: Path, *, now: datetime) -> SimpleNamespace:
        if path.stem == self.unread:
            raise UnreadableError(path, "its fields are nowhere to be found")
        [sheet] = [one for one in SHEETS if one.name == path.stem]
        golds = enumerate(sheet.golds(self.life).items())
        return SimpleNamespace(fields=[_entry(number, key, one, True) for number, (key, one) in golds])


def test_a_form_that_cannot_be_read_is_blank_and_told_of_and_the_others_count(tmp_path: Path) -> None:
    life = read_life("grace")
    home = life.copy_to(tmp_path)
    forms = [one for one in SHEETS if one.name in ("04-dvla-change", "14-conference", "18-participants")]
    run = Run(lambda path: [Field("surname", "Surname"), Field("mail", "E-mail")])
    run.fill_in(KnowsAll(life, "14-conference"), life, home, forms)
    told = summary(run)
    [failed] = run.failed
    assert failed.startswith("14-conference for grace: ") and "nowhere to be found" in failed
    assert told["failed"] == 1 and told["forms_filled"] == 3
    assert told["by_kind"]["text"]["right"] == told["by_kind"]["csv"]["right"] == 1.0
    assert told["by_kind"]["html"]["blank"] == 1.0
    assert 0 < told["peer"]["right"] < told["right"]
    json.dumps(told)
    print_tables(run)
    show_wrong(run.ours)
