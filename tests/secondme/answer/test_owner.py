"""What is asked of one is not answered by what is another's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from secondme.answer.owner import told_of_another
from secondme.recall.question import understand

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "sentence", "whose"),
    [
        ("What is Bram's phone number?", "Mum's new phone number: 0486 12 99 07.", ("Mum", True)),
        ("What is Bram's phone number?", "Noor's phone number is 0486 12 99 07.", ("Noor", False)),
        ("¿Cuál es la dirección de Ana?", "La dirección de Pablo es Calle Olmo 6.", ("Pablo", False)),
        ("What is Bram's phone number?", "Bram's phone number is 0486 12 99 07.", None),
        ("What is Bram's phone number?", "His new number is 0486 12 99 07.", None),
        ("What is Bram's phone number?", "Noor's birthday is in May, the number is 0486 12 99 07.", None),
        ("What is mum's phone number?", "Greet's phone number is 0486 12 99 07.", None),
        ("What is my phone number?", "Noor's phone number is 0486 12 99 07.", None),
    ],
)
def test_an_owner_in_the_sentence_outdoes_the_one_who_is_asked_about(
    question: str, sentence: str, whose: tuple[str, bool] | None
) -> None:
    assert told_of_another(understand(question, now=NOW), sentence) == whose
