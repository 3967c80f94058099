"""Names, whole, turned and in part."""

import pytest


@pytest.mark.parametrize(
    ("value", "attribute", "label", "language", "part", "expected"),
    [
        ("Noor Aziz", "full name", "Name", "en", "", "Noor Aziz"),
        ("Noor Aziz", "full name", "Name, Vorname", "de", "", "Aziz, Noor"),
        ("Noor Aziz", "full name", "Nom et prénom", "fr", "", "Aziz Noor"),
        ("Noor Aziz", "full name", "Apellidos y nombre", "es", "", "Aziz Noor"),
        ("Noor Aziz", "full name", "Cognome e nome", "it", "", "Aziz Noor"),
        ("Aziz, Noor", "full name", "Given name", "en", "given", "Noor"),
        ("Jan van der Berg", "full name", "Achternaam", "nl", "family", "van der Berg"),
        ("Maria de la Cruz", "full name", "Last name", "en", "family", "de la Cruz"),
        ("Ana Maria Silva", "full name", "First name", "en", "first", "Ana"),
        ("Ana Maria Silva", "full name", "Vornamen", "de", "given", "Ana Maria"),
        ("Ana Maria Silva", "full name", "Middle name", "en", "middle", "Maria"),
        ("Noor Aziz", "full name", "Middle name", "en", "middle", None),
        ("Gabriel García Márquez", "full name", "Apellidos", "es", "family", "García Márquez"),
        ("José Luis Pérez", "full name", "Apellidos", "es", "family", "Pérez"),
        ("Dr. Ada Lovelace", "full name", "Surname", "en", "family", "Lovelace"),
        ("Dr. med. Anna Schmidt", "full name", "Vorname", "de", "given name", "Anna"),
        ("Martin King Jr.", "full name", "Surname", "en", "family", "King Jr."),
        ("Noor", "full name", "Surname", "en", "family", None),
        ("山田 太郎", "full name", "姓", "ja", "family", "山田"),
        ("山田太郎", "full name", "氏名", "ja", "", "山田太郎"),
        ("山田太郎", "full name", "姓", "ja", "family", None),
        ("Noor Aziz", "full name", "NAME (BLOCK CAPITALS)", "en", "", "NOOR AZIZ"),
        ("Noor Aziz", "full name", "NOM (en majuscules)", "fr", "", "NOOR AZIZ"),
        ("Noor Aziz", "full name", "Name", "en", "family name first", "Aziz, Noor"),
        ("Noor Aziz", "full name", "Name", "en", "shoe size", None),
        ("Maria José", "additional name", "Middle initials", "en", "initials", "M.J."),
        ("Noor", "given name", "Initial", "en", "initials", "N"),
        ("Ana Maria Silva", "full name", "Voorletters", "nl", "", "A.M."),
        ("Ana Maria Silva", "full name", "Middle initial", "en", "initials", "M"),
        ("Ana Silva", "full name", "Initials", "en", "", "A.S."),
    ],
)
def test_a_name_is_written_whole_turned_or_in_part(
    written, value, attribute, label, language, part, expected
):
    assert written(value, attribute, label, language=language, part=part) == expected
