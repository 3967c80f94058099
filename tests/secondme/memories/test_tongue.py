"""What is told in other languages is not taken for English talk, however short it is."""

from __future__ import annotations

from datetime import date

import pytest

from secondme.memories.english.tongue import is_english
from secondme.memories.patterns import all_statements_in

ENGLISH = [
    "moved 2 leeds lol",
    "new car!! Kia Niro",
    "allergic to nuts",
    "Works at the harbour",
    "ben moved to la with dan",
    "met Ben at the café",
    "my Schwiegermutter lives in Graz",
    "Zoë plays the oboe",
    "Ana de la Cruz is my dentist now",
    "MY NEW NUMBER IS 0123",
    "Birthday 3 May",
]
OTHER = [
    "dou aula de yoga às quintas",
    "id-kaart heb ik niet meer",
    "Sono allergica alle graminacee",
    "J'y suis depuis le 3 mai",
    "Ich wohne jetzt in Gent",
    "allergisch gegen Nüsse",
    "nací en Calatayud el 8 de noviembre",
    "Jag bor i Malmö sedan i fjol",
    "Jestem uczulony na orzechy",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_short_and_careless_english_is_english(text: str) -> None:
    assert is_english(text, text)


@pytest.mark.parametrize("text", OTHER)
def test_another_language_is_told_by_its_little_words_or_letters(text: str) -> None:
    assert not is_english(text, text)


def test_a_line_of_names_is_in_the_language_of_its_note() -> None:
    line = "Annecy, Théo"
    assert not is_english(line, f"Le fils d'Annick est à l'école à Annecy.\n{line}")
    assert is_english(line, f"We met them at the lake and had lunch.\n{line}")


def test_an_english_sentence_in_a_foreign_note_is_read() -> None:
    note = "Heute mit der Kollegin aus Leeds gesprochen, sie war sehr nett.\nI live in Graz now."
    found = all_statements_in(note, speaker=None, me=True, written=date(2025, 11, 7))
    assert [one.text for one in found] == ["I live in Graz."]


@pytest.mark.parametrize(
    "note",
    [
        "dou aula de yoga às quintas, e a minha comida preferida continua a mesma",
        "Verder hoge bloeddruk, daarvoor slik ik lisinopril 10 mg.",
        "Graz, am 12. Jänner 2026\nSehr geehrte Frau Prettner, ich bitte um Auskunft zur Miete.",
        "zorgverzekering: Hollandia Zorg, polisnr 88120447",
        "Auto: Škoda Octavia, G 771 HL, angemeldet auf meine Frau",
        "Contrôle chez le Dr Cariou : tension bonne. Je suis allergique depuis toujours.",
    ],
)
@pytest.mark.parametrize("speaker", [None, "Sanne"])
def test_nothing_is_made_of_it(note: str, speaker: str | None) -> None:
    found = all_statements_in(note, speaker=speaker, me=speaker is None, written=date(2025, 11, 7))
    assert found == []
