"""What labels of real forms ask, read one by one and form by form.

`labels.csv` was written down from forms before the vocabulary was made. Half of it (by the hash of the label)
was looked at while the vocabulary was made; of the other half only the figure was. `strangers.csv` has labels
and technical names that other people wrote, collected after the first vocabulary was finished; at first sight
it got 111 of 132.
"""

import csv
import hashlib
from collections import defaultdict
from pathlib import Path

import pytest

from ingest.forms.form import Field, Form
from secondme.prefill.asked import Asked
from secondme.prefill.understanding import understand

HERE = Path(__file__).parent


def rows_of(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="|"))


def was_looked_at(row: dict[str, str]) -> bool:
    return hashlib.sha256(row["label"].encode()).digest()[0] % 2 == 0


LABELS = rows_of("labels.csv")
SEEN = [row for row in LABELS if was_looked_at(row)]
HELD_OUT = [row for row in LABELS if not was_looked_at(row)]
STRANGERS = rows_of("strangers.csv")


def wanted(asks: str) -> tuple[str, str, str]:
    """whose, attribute, part; "-" asks nothing of a life, "?" is not told by any attribute."""
    if asks == "-":
        return "", "", ""
    if asks == "?":
        return "me", "", ""
    whose, _, rest = asks.rpartition("/")
    attribute, _, part = rest.partition(".")
    nobody = attribute in {"today", "place of signing"}
    return "" if nobody else whose or "me", attribute, part


def read(asked: Asked) -> tuple[str, str, str]:
    return asked.whose, asked.attribute, asked.part


def alone(row: dict[str, str]) -> Asked:
    field = Field("k", row["label"], section=row["section"])
    return understand(Form("pdf", row["form"], row["language"], (field,)))[0]


def together(rows: list[dict[str, str]]) -> list[tuple[dict[str, str], Asked]]:
    forms = defaultdict(list)
    for row in rows:
        forms[row["language"], row["form"]].append(row)
    pairs = []
    for (language, title), of_form in forms.items():
        fields = tuple(
            Field(f"k{at}", row["label"], name=row["name"], section=row["section"])
            for at, row in enumerate(of_form)
        )
        pairs += zip(of_form, understand(Form("html", title, language, fields)), strict=True)
    return pairs


@pytest.mark.parametrize(
    ("rows", "right", "misread"),
    [(SEEN, 0.97, 0.02), (HELD_OUT, 0.92, 0.05)],
    ids=["looked at", "held out"],
)
def test_labels_of_real_forms_are_understood(
    rows: list[dict[str, str]], right: float, misread: float
) -> None:
    pairs = [(row, alone(row)) for row in rows]
    wrong = [(row, asked) for row, asked in pairs if read(asked) != wanted(row["asks"])]
    said_wrong = [pair for pair in wrong if pair[1].attribute]
    assert 1 - len(wrong) / len(rows) >= right, wrong
    assert len(said_wrong) / len(rows) <= misread, said_wrong


def test_labels_and_names_that_others_wrote_are_understood() -> None:
    pairs = together(STRANGERS)
    wrong = [(row, asked) for row, asked in pairs if read(asked) != wanted(row["asks"])]
    said_wrong = [pair for pair in wrong if pair[1].attribute]
    assert 1 - len(wrong) / len(pairs) >= 0.96, wrong
    assert len(said_wrong) / len(pairs) <= 0.02, said_wrong


def test_confidence_is_higher_where_the_reading_is_right() -> None:
    read_rows = [(row, asked) for row in LABELS if (asked := alone(row)).attribute]
    right = [asked.confidence for row, asked in read_rows if read(asked) == wanted(row["asks"])]
    wrong = [asked.confidence for row, asked in read_rows if read(asked) != wanted(row["asks"])]
    assert sum(right) / len(right) > sum(wrong) / len(wrong)
