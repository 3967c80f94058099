"""Jobs as CVs list them: below the name of the firm, in tables, with what goes on; several at one firm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from secondme.prefill.finding.notes.days import stretch_in

Call = Callable[..., Any]
HOSPITALS = """# CV

## Experience

**Moorside Hospital NHS Trust**, Leeds

- Ward manager, ward 12 (general surgery), since 4 November 2024
- Senior staff nurse, 11 February 2019 to 3 November 2024

**Northern Vale Hospital, Sheffield**

- Staff nurse, surgical assessment, 6 September 2010 to 31 January 2019
"""
TABLES = {
    "de": (
        "# Lebenslauf\n\n## Beruf\n\n| von | bis | was | wo |\n|---|---|---|---|\n"
        "| 17.03.2025 | heute | Polsterin (Teilzeit) | Sesselwerk, Leipzig |\n"
        "| 01.10.2011 | 28.02.2025 | Näherin | Kessler, Stuttgart |\n"
    ),
    "fr": (
        "# CV\n\n## Emplois\n\n| de | à | poste | employeur |\n|---|---|---|---|\n"
        "| 17/03/2025 | aujourd'hui | Polsterin (Teilzeit) | Sesselwerk, Lyon |\n"
        "| 01/10/2011 | 28/02/2025 | Näherin | Kessler |\n"
    ),
    "es": (
        "# CV\n\n## Experiencia laboral\n\n| empresa | cargo | desde | hasta |\n|---|---|---|---|\n"
        "| Kessler | Näherin | 01/10/2011 | 28/02/2025 |\n"
        "| Sesselwerk | Polsterin (Teilzeit) | 17/03/2025 | |\n"
    ),
}


def test_jobs_stand_below_the_name_of_their_firm(take: Call, values: Call) -> None:
    take({"cv.md": HOSPITALS})
    assert values("employer") == ["Moorside Hospital NHS Trust"]
    assert values("occupation") == ["Ward manager"]
    assert values("employer", tense="previous") == ["Northern Vale Hospital"]
    assert values("occupation", tense="previous") == ["Staff nurse"]


def test_an_employment_begins_with_the_first_job_there(take: Call, values: Call) -> None:
    take({"cv.md": HOSPITALS})
    assert values("start date") == ["2019-02-11"]
    assert values("end date", tense="previous") == ["2019-01-31"]


@pytest.mark.parametrize("language", TABLES)
def test_the_heads_of_a_table_say_what_its_columns_are(take: Call, values: Call, language: str) -> None:
    take({"cv.md": TABLES[language]})
    assert values("employer") == ["Sesselwerk"]
    assert values("occupation") == ["Polsterin (Teilzeit)"]
    assert values("start date") == ["2025-03-17"]
    assert values("employer", nth=1) == ["Kessler"]
    assert values("end date", nth=1) == ["2025-02-28"]


def test_a_dash_with_nothing_behind_it_goes_on() -> None:
    open_end = stretch_in("Nurse, Moorside (2019 \u2013)")
    assert open_end is not None
    assert (open_end.begins, open_end.last) == ("2019", None)
    closed = stretch_in("Nurse, 2019 \u2013 2021")
    assert closed is not None
    assert closed.last is not None
