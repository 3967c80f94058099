"""What `write` makes of a value, in one line a case."""

from typing import Any, Protocol

import pytest

from ingest.forms import Field, Option
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.writing import write


class Written(Protocol):
    def __call__(
        self, value: str, attribute: str, label: str = "", *, options: tuple[str, ...] = (), **said: Any
    ) -> str | None: ...


def _written(
    value: str, attribute: str, label: str = "", *, options: tuple[str, ...] = (), **said: Any
) -> str | None:
    """What is put into a field; of options, their labels. said: of the field, and how to write."""
    offered = tuple(Option(value=f"o{number}", label=label) for number, label in enumerate(options))
    manner = {"language": "en", "country": "GB", "part": "", "ticks": ""}
    manner |= {name: said.pop(name) for name in tuple(said) if name in manner}
    field = Field("key", label, **{"type": "choice" if options else "text", "options": offered, **said})
    text = write(value, ATTRIBUTES.get(attribute), field, **manner)
    if not options or text is None:
        return text
    return "|".join(options[int(line[1:])] for line in text.split("\n"))


@pytest.fixture(scope="session")
def written() -> Written:
    return _written
