"""Which value of several is meant, of whom and when; how sure it is, and what follows from others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.forms import Field
from secondme.memory import Memory
from secondme.store.memories import list_memories

Call = Callable[..., Any]
LONG_AGO = datetime(2018, 3, 1, tzinfo=UTC)

FAMILY = """# Family

Partner: Tom Reed
Children: Mia (born 3 May 2015), Leo (born 4 June 2012)
Mum \u2013 Ana Aziz
Emergency contact: Tom Reed, +44 7700 900999

## Mum
Phone: +351 912 345 678
"""
CV = """# CV

## Experience

- 2019\u2013now: Software engineer at Acme Ltd, Bristol
- 03/2015 \u2013 12/2018: Developer at Brightwater GmbH

## Education

- 2009\u20132012 BSc in Computer Science, University of Porto
"""
CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Noor Aziz
TEL;TYPE=CELL:+44 7700 900123
EMAIL:noor@example.org
ADR;TYPE=HOME:;;14 Harbour Street;Bristol;;BS1 4DZ;United Kingdom
BDAY:1987-03-04
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Tom Reed
TEL;TYPE=CELL:+44 7700 900555
BDAY:1985-01-01
END:VCARD
"""


def test_people_are_found_by_what_they_are_to_the_person(take: Call, values: Call) -> None:
    take({"family.md": FAMILY})

    assert values("full name", whose="partner") == ["Tom Reed"]
    assert values("phone", whose="mum") == ["+351 912 345 678"]
    assert values("phone", whose="emergency contact") == ["+44 7700 900999"]
    assert values("relationship", whose="emergency contact") == ["partner"]
    assert values("phone") == []


def test_children_come_by_their_age(take: Call, values: Call) -> None:
    take({"family.md": FAMILY})

    assert [values("given name", whose="child", nth=nth) for nth in range(3)] == [["Leo"], ["Mia"], []]
    assert values("birthday", whose="child", nth=1) == ["2015-05-03"]
    assert values("number of children") == ["2"]


def test_a_career_is_told_in_order(take: Call, values: Call) -> None:
    take({"cv.md": CV})
    jobs = [[values(what, nth=nth) for what in ("employer", "occupation", "start date")] for nth in range(3)]

    assert jobs == [
        [["Acme Ltd"], ["Software engineer"], ["2019"]],
        [["Brightwater GmbH"], ["Developer"], ["03/2015"]],
        [[], [], []],
    ]
    assert values("end date", nth=1) == ["12/2018"]
    assert values("employer", tense="previous") == ["Brightwater GmbH"]
    assert values("employer", as_of=date(2016, 1, 1)) == ["Brightwater GmbH"]
    assert values("degree") == ["BSc in Computer Science"]
    assert values("start date", Field("f", "From", section="Education")) == ["2009"]


def test_the_newer_address_wins_and_the_older_is_the_previous(take: Call, find: Call, values: Call) -> None:
    take({"old.md": "# Home\n\nAddress: 3 Mill Lane, Leeds LS1 3AB\n"}, written=LONG_AGO)
    take({"new.md": "# Home\n\nAddress: 14 Harbour Street, Bristol BS1 4DZ\n"})
    found = find("address")

    assert [one.value for one in found] == ["14 Harbour Street, Bristol BS1 4DZ"]
    assert found[0].confidence > 0.8
    assert values("address", tense="previous") == ["3 Mill Lane, Leeds LS1 3AB"]
    assert values("city") == ["Bristol"]
    assert values("city", tense="previous") == ["Leeds"]


def test_the_day_that_a_form_asks_about_counts(take: Call, values: Call) -> None:
    take(
        {
            "homes.md": "# Homes\n\n- Address: 3 Mill Lane, Leeds LS1 3AB (2015 \u2013 April 2021)\n"
            "- Address: 14 Harbour Street, Bristol BS1 4DZ (since 3 May 2021)\n"
        }
    )

    assert values("address") == ["14 Harbour Street, Bristol BS1 4DZ"]
    assert values("address", as_of=date(2019, 1, 1)) == ["3 Mill Lane, Leeds LS1 3AB"]
    assert values("address", nth=1) == ["3 Mill Lane, Leeds LS1 3AB"]
    assert values("moved in") == ["2021-05-03"]


def test_what_contradicts_itself_is_unsure(take: Call, find: Call) -> None:
    take({"a.md": "# Me\n\nBorn: 4 March 1987\n", "b.md": "# Me\n\nDate of birth: 5 March 1987\n"})
    found = find("birthday")

    assert {one.value for one in found} == {"1987-03-04", "1987-03-05"}
    assert all(one.confidence < 0.6 for one in found)


def test_what_two_notes_say_is_surer(take: Call, find: Call) -> None:
    take({"a.md": "# Me\n\nBorn: 4 March 1987\n"})
    [once] = find("birthday")
    take({"b.md": "# Me\n\nDate of birth: 1987-03-04\n"})
    [twice] = find("birthday")

    assert twice.confidence > once.confidence
    assert len(twice.proofs) == 2


def test_what_changes_goes_stale(take: Call, find: Call) -> None:
    take({"me.md": "# Me\n\nPhone: +44 7700 900123\nBorn: 4 March 1987\n"}, written=LONG_AGO)
    [phone], [birthday] = find("phone"), find("birthday")

    assert phone.stale == "said 7 years ago, and such things change"
    assert birthday.stale == ""


def test_old_numbers_are_previous_ones(take: Call, values: Call) -> None:
    take({"papers.md": "# Papers\n\nPassport: C01X00T47\nOld passport: B99999999\n"})

    assert values("passport number") == ["C01X00T47"]
    assert values("passport number", tense="previous") == ["B99999999"]


def test_memories_are_asked_first(wordless_memory: Memory, chat: Call, find: Call, values: Call) -> None:
    path = chat(
        [
            {"id": "1", "speaker": "Noor", "text": "My new number is 0117 496 0123.", "time": "2023-05-01"},
            {"id": "2", "speaker": "Noor", "text": "I work at Brightwater.", "time": "2023-05-02"},
            {"id": "3", "speaker": "Ana", "text": "My new number is 0117 496 0999.", "time": "2023-05-03"},
            {
                "id": "4",
                "speaker": "Noor",
                "text": "I started at Acme today, I work at Acme now.",
                "time": "2024-05-02",
            },
        ]
    )
    wordless_memory.import_chat("jsonl", path, me="Noor")
    wordless_memory.consolidate()

    [number] = find("phone")
    assert (number.value, number.found, number.proofs[0].trust) == ("0117 496 0123", "memory", "self")
    assert values("phone", whose="Ana") == ["0117 496 0999"]
    assert values("employer") == ["Acme"]
    assert values("employer", tense="previous") == ["Brightwater"]
    assert values("employer", as_of=date(2023, 8, 1)) == ["Brightwater"]


def test_what_was_only_heard_is_no_evidence(wordless_memory: Memory, take: Call, values: Call) -> None:
    """A number whose words make it likely to be the person's is enough to recall, not for a form."""
    take({"phone.md": "It is 07700 900815 that I answer these days\n"})
    wordless_memory.consolidate(model=False)
    [heard] = list_memories(wordless_memory.store.connection(), "predicate = 'phone number'")

    assert (heard.subject, heard.made_by) == ("me", "pattern")
    assert values("phone") == values("mobile") == []


def test_address_cards_of_the_person_and_others(take: Call, find: Call, values: Call) -> None:
    take({"me.md": "# About me\n\nName: Noor Aziz\nPartner: Tom Reed\n", "book.vcf": CARDS})

    assert values("mobile") == ["+44 7700 900123"]
    assert values("birthday") == ["1987-03-04"]
    assert values("postcode") == ["BS1 4DZ"]
    assert values("country") == ["United Kingdom"]
    assert values("mobile", whose="partner") == ["+44 7700 900555"]
    assert find("email")[0].found == "contact"


def test_what_follows_from_other_values(take: Call, find: Call, values: Call) -> None:
    take(
        {
            "me.md": "# About me\n\nName: Noor Aziz\nBorn: 4 March 1987 in Porto, Portugal\n"
            "Address: 14 Harbour Street, Bristol BS1 4DZ, UK\n"
        }
    )

    assert [values(one) for one in ("given name", "family name")] == [["Noor"], ["Aziz"]]
    assert values("age") == ["38"]
    assert values("age", as_of=date(2000, 3, 3)) == ["12"]
    assert values("country of birth") == ["Portugal"]
    assert [values(one) for one in ("street address", "postcode", "city", "country")] == [
        ["14 Harbour Street"],
        ["BS1 4DZ"],
        ["Bristol"],
        ["UK"],
    ]
    assert find("age")[0].found == "worked out"


def test_of_several_at_a_time_all_are_given(take: Call, values: Call) -> None:
    take({"me.md": "# Me\n\nLanguages: English, Portuguese\n\n# Health\n\nAllergies: penicillin\n"})

    assert values("languages") == ["English, Portuguese"]
    assert values("allergies") == ["penicillin"]


def test_nobody_and_nothing_find_nothing(take: Call, values: Call) -> None:
    take({"me.md": "# Me\n\nName: Noor Aziz\n"})

    assert values("full name", whose="") == []
    assert values("", whose="me") == []
    assert values("full name", whose="landlord") == []


def test_every_value_has_proof(take: Call, find: Call, tmp_path: Path) -> None:
    take({"family.md": FAMILY, "cv.md": CV})
    from secondme.prefill.attributes import ATTRIBUTES

    for attribute in ATTRIBUTES:
        for one in find(attribute):
            assert one.proofs
            assert all(proof.quote and proof.place and proof.trust == "self" for proof in one.proofs)
            assert 0 < one.confidence <= 1


def test_what_is_hidden_is_not_used(wordless_memory: Memory, take: Call) -> None:
    from ingest.forms import Form
    from secondme.prefill.asked import Asked
    from secondme.prefill.finding.finder import Finder
    from secondme.recall.conditions import Condition

    take({"papers.md": "Passport: C01X00T47\n"})
    now = datetime(2025, 11, 7, tzinfo=UTC)
    finder = Finder(wordless_memory, now=now, sight=Condition("d.key <> ?", ("papers.md",)))
    asked, form = Asked("f", attribute="passport number"), Form("text", "", "en", ())

    assert finder.candidates(asked, form, Field("f", "Passport"), model=False) == []


@pytest.mark.parametrize("attribute", ["passport number", "phone", "employer"])
def test_an_empty_memory_holds_nothing(values: Call, attribute: str) -> None:
    assert values(attribute) == []


def test_what_a_note_says_of_another_is_known_to_be_theirs(wordless_memory: Memory, take: Call) -> None:
    from secondme.prefill.finding.known import Known

    take({"papers.md": "# Papers\n\nTom's passport no: T55555555\nPassport no: C01X00T47\n"})
    known = Known(wordless_memory.store.connection(), now=datetime(2025, 11, 7, tzinfo=UTC))

    assert known.is_somebody_elses("T55555555", 1, ["me"])
    assert not known.is_somebody_elses("C01X00T47", 1, ["me"])


def test_what_people_tell_in_a_chat(wordless_memory: Memory, chat: Call, find: Call, values: Call) -> None:
    said = [
        ("Noor", "My sister Ana lives in Graz."),
        ("Ana", "My new number is +43 660 1234567"),
        ("Ana", "My passport number is U1234567"),
        ("Noor", "Tom and I got married!"),
        ("Noor", "I moved to Lisbon last month, new address: 14 Rua do Sol, 1200-195 Lisboa"),
        ("Noor", "here's the IBAN of the landlord: GB33BUKB20201555555555"),
        ("Noor", "Plumber's number: 020 7946 0000"),
        ("Noor", "my passport number is 533380006 btw, for the booking"),
        ("Noor", "I can't have peanuts"),
    ]
    path = chat(
        [
            {"id": str(at), "speaker": speaker, "text": text, "time": f"2025-10-{10 + at}"}
            for at, (speaker, text) in enumerate(said)
        ]
    )
    wordless_memory.import_chat("jsonl", path, me="Noor")
    wordless_memory.consolidate()
    [sister] = find("phone", whose="sister")

    assert (sister.value, sister.proofs[0].trust) == ("+43 660 1234567", "known")
    assert values("passport number") == ["533380006"]
    assert values("iban") == values("phone") == values("diet") == []
    assert values("iban", whose="landlord") == ["GB33BUKB20201555555555"]
    assert values("marital status") == ["married"]
    assert values("postcode") == ["1200-195"]
    assert values("street address") == ["14 Rua do Sol"]
    assert values("given name") == ["Noor"]


def test_families_in_other_languages(take: Call, values: Call) -> None:
    take(
        {
            "dati.md": "# I miei dati\n\nResidenza: Via Roma 10, 20121 Milano (MI)\n\n"
            "## Mio marito Luca\n\nNato il: 1 gennaio 1988\n",
            "familia.md": "# Fam\u00edlia\n\nFilhos: Tom\u00e1s (12/03/2015) e Marta (04/09/2018)\n"
            "Noodcontact: Mark de Vries (broer), 06 87654321\n",
        }
    )

    assert values("region") == ["MI"]
    assert values("given name", whose="partner") == ["Luca"]
    assert values("birthday", whose="partner") == ["1988-01-01"]
    assert [values("birthday", whose="child", nth=nth) for nth in range(2)] == [
        ["2015-03-12"],
        ["2018-09-04"],
    ]
    assert values("relationship", whose="emergency contact") == ["brother"]
    assert values("birthday") == []


def test_source_code_says_nothing_of_the_person(take: Call, values: Call) -> None:
    take(
        {
            "solution.pm": '    <Filter\n\tName="Source Files"\n\tPhone="+44 7700 900123">\n',
            "me.md": "City: Graz\n",
        }
    )

    assert values("full name") == values("phone") == []
    assert values("city") == ["Graz"]
