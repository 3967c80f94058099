"""The pages under docs/ keep in step with the program: examples run, every field of --json is described."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from secondme.cli import COMMANDS, cli

DOCS = Path(__file__).parent.parent / "docs"
LIBRARY_CARD = DOCS / "demo" / "forms" / "library-card.md"
FORMS = {
    "Hit": ["recall", "puffin boat", "--json"],
    "Group": ["recall", "puffin boat", "--group", "--json"],
    "Event": ["events", "--json"],
    "Draft": ["draft", "mail to Piran about the puffin boat", "--json"],
    "Summary": ["summary", "puffin", "--json"],
    "Answer": ["ask", "What colour is the sky on Mars?", "--json"],
    "What was taken in": ["index", "--json"],
    "What was told": ["remember", "The hens are in the loft.", "--json"],
    "Memory": ["memories", "--json"],
    "Correction": ["pin", "m1", "--json"],
    "Change": ["history", "m1", "--json"],
    "Digest": ["digest", "--json"],
    "Section of the portrait": ["portrait", "write", "likes", "Tea.", "--json"],
    "What was consolidated": ["consolidate", "--no-model", "--json"],
    "Instruction": ["instructions", "add", "Never share my salary", "--json"],
    "Entry": ["timeline", "--json"],
    "Heatmap": ["timeline", "--heatmap", "--from", "2025-01-01", "--json"],
    "Day": ["today", "--json"],
    "Subject": ["graph", "--json"],
    "Filled form": ["prefill", str(LIBRARY_CARD), "--dry-run", "--no-model", "--json"],
    "What would be forgotten": ["forget", "m1", "--dry-run", "--json"],
    "Receipt": ["forget", "m1", "--json"],
    "Retention rule": ["retention", "add", "kind:mail older than 5 years", "--json"],
    "Source": ["sources", "--json"],
    "Person": ["people", "me", "merrin@example.org", "--json"],
    "Completion": ["complete", "--json"],
    "Client": ["clients", "allow", "editor", "--read", "--json"],
    "What was exported": ["export", "exported", "--json"],
    "What came back": ["--home", "brought-back", "import", "exported", "--json"],
    "Examination": ["doctor", "--json"],
    "Status": ["status", "--json"],
    "Model": ["models", "list", "--json"],
}


@pytest.mark.model
@pytest.mark.slow
def test_the_python_page_runs_from_top_to_bottom(
    stocked_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(DOCS.parent)
    page = (DOCS / "python.md").read_text("utf-8")
    names: dict[str, Any] = {}
    for code in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(compile(code, "docs/python.md", "exec"), names)
    assert "puffin boat" in capsys.readouterr().out


@pytest.mark.model
@pytest.mark.slow
def test_every_field_of_json_is_described_and_no_other(
    stocked_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    type_in("add", str(DOCS / "demo" / "notes"))
    described = dict(sections((DOCS / "json.md").read_text("utf-8")))
    for title, command in FORMS.items():
        result = type_in(*command)
        value = json.loads(result)
        fields = set(value[0] if isinstance(value, list) else value)
        assert described[title] == fields, f"docs/json.md, {title}"


def test_every_command_has_its_place_in_the_docs():
    pages = "".join(page.read_text("utf-8") for page in DOCS.glob("*.md"))
    assert [name for name in COMMANDS if f"secondme {name}" not in pages] == []


def test_every_link_between_the_pages_leads_somewhere():
    for page in DOCS.rglob("*.md"):
        for target, part in re.findall(r"\]\((?!https?:)([^)#]*)(#[^)]*)?\)", page.read_text("utf-8")):
            file = (page.parent / target).resolve() if target else page
            assert file.exists(), f"{page.name} links to {target}"
            if part and file.suffix == ".md":
                assert part[1:] in anchors(file.read_text("utf-8")), f"{page.name} links to {target}{part}"


def type_in(*words: str) -> str:
    """What a command prints on stdout."""
    result = CliRunner().invoke(cli, list(words), standalone_mode=False, catch_exceptions=False)
    return result.stdout


def sections(page: str) -> Iterator[tuple[str, set[str]]]:
    """Each heading with the outermost fields that the table below it describes."""
    for section in page.split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        yield title, {name for name in re.findall(r"^\| `([a-z0-9_]+)` \|", body, re.MULTILINE)}


def anchors(page: str) -> set[str]:
    """The names under which GitHub links to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
