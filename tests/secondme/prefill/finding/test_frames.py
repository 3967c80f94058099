"""What notes say in frames of their own: whom to call, what is taken, whose doctor, how one is employed."""

from datetime import date

import pytest

from .conftest import NOW


@pytest.mark.parametrize(
    ("note", "medicine"),
    [
        ("Soffro di emicrania; prendo il rizatriptan quando serve.", "rizatriptan"),
        ("Cholesterin zu hoch, nehm jetzt Atorvastatin.", "Atorvastatin"),
        ("I'm on lisinopril for the blood pressure.", "lisinopril"),
    ],
)
def test_a_substance_that_is_taken_is_a_medicine(take, values, note: str, medicine: str) -> None:
    take({"health.md": f"# My health\n\n{note}\n"})
    assert values("medication") == [medicine]


def test_a_substance_that_is_not_borne_is_no_medicine(take, values) -> None:
    take({"health.md": "# My health\n\nI take nothing. Allergic to ibuprofen and penicillin.\n"})
    assert values("medication") == []


def test_who_is_to_be_called_may_stand_behind_the_words_for_it(take, values) -> None:
    take({"work.md": "In caso di emergenza potete chiamare mia madre, Ada Riva, 055 550 3391.\n"})
    assert values("full name", whose="emergency contact") == ["Ada Riva"]
    assert values("phone", whose="emergency contact") == ["055 550 3391"]


def test_a_note_headed_doctor_tells_whose_patient_one_is(take, values) -> None:
    take({"dokter.md": "Huisarts: dr. P. Bakker, Praktijk Zuid, 030 555 8801\n"})
    assert [one.split(",")[0] for one in values("doctor")] == ["dr. P. Bakker"]


def test_a_calendar_is_nobody(take, values) -> None:
    take({"Kalender-Notizen.md": "* 3.2. Hausarzt: Dr. Ida Kern, nehm jetzt Atorvastatin\n"})
    assert values("medication") == ["Atorvastatin"]


@pytest.mark.parametrize(
    "note",
    [
        "**20 février.** Lise a accouché ! Une petite Solenn, 3,2 kg, née hier à Brest.",
        "2.º B: Dragan, serbio, dragan@example.net, nació en Novi Sad",
    ],
)
def test_a_birth_of_somebody_else_is_not_the_persons(take, values, note: str) -> None:
    take({"notes.md": f"{note}\n"})
    assert values("birthplace") == []


def test_who_has_an_employer_is_employed_unless_they_study(take, values) -> None:
    take({"me.md": "# Me\n\nEmployer: Reed Robotics\nDegree: BSc Physics\n"})
    assert (values("employment status"), values("education level")) == (["employed"], ["BSc Physics"])


def test_who_studies_is_not_told_to_be_employed(take, values) -> None:
    take({"me.md": "# Me\n\nEmployer: Café Nord\nStudent number: 41882290\n"})
    assert values("employment status") == []


def test_a_home_that_was_told_of_years_later_says_nothing_of_a_day(take, values) -> None:
    take({"me.md": "# Me\n\nAddress: 14 Hollin Bank, Leeds LS7 4QF\n"})
    assert values("address") and not values("address", as_of=date(NOW.year - 4, 1, 1))


@pytest.mark.parametrize(
    ("nationality", "name", "family"),
    [
        ("Spanish", "Elena Soto Vidal", ["Soto Vidal"]),
        ("Portuguese", "Rita Sousa Lopes", []),
        ("Portuguese", "Rita Lopes", ["Lopes"]),
        ("British", "Mary Anne Reed", ["Reed"]),
    ],
)
def test_names_come_apart_as_a_country_builds_them(take, values, nationality, name, family) -> None:
    take({"me.md": f"# Me\n\nName: {name}\nNationality: {nationality}\n"})
    assert values("family name") == family
