import json

import pytest

from ingest.content import Content
from ingest.formats.data import read, text_at


def passages_of(name, text):
    content = Content(name, text.encode())
    [reading] = read(content)
    return [(passage.heading, str(passage.locator), passage.text) for passage in reading.passages]


def test_a_small_file_is_one_passage_as_it_stands():
    text = '{\n  "name": "Ana",\n  "city": "Lisbon"\n}'
    assert passages_of("a.json", text) == [("", "lines 1-4", text)]


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_a_long_member_is_read_under_its_trail_of_keys(suffix):
    people = {f"person {number}": {"notes": "word " * 60, "age": number} for number in range(4)}
    value = {"title": "Club", "members": people}
    text = json.dumps(value, indent=2)
    found = passages_of(f"a{suffix}", text)
    assert ("members", "person 3") in [(heading, text.split('"')[1]) for heading, _, text in found]
    assert all(locator.startswith("line") for _, locator, _ in found)


def test_json_on_one_line_is_read_by_its_values():
    value = {
        "title": "Café\nMenu",
        "textContent": "Soup\nBread",
        "dishes": [{"name": "x " * 100}, {"name": "y " * 100}],
    }
    found = passages_of("a.json", json.dumps(value))
    assert found[0] == ("", "entry /title to /textContent", "title: Café\nMenu\ntextContent: Soup\nBread")
    assert found[1][:2] == ("dishes", "entry /dishes/0")


def test_records_of_json_lines_with_escapes_are_read_by_their_values():
    found = passages_of("a.jsonl", "\n".join(json.dumps({"name": name}) for name in ("Zoë", "Ana")))
    assert found == [("", "entry /0 to /1", "name: Zoë\nname: Ana")]


def test_a_pointer_that_leads_nowhere_is_an_error():
    from ingest.document import Locator

    with pytest.raises(LookupError):
        text_at(Content("a.json", b'{"a": "\\n"}'), Locator.entry("/b"))


def test_broken_json_is_read_as_the_text_it_is():
    assert passages_of("a.json", '{"a": "b\\n", ')[0][2] == '{"a": "b\\n",'


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 900 + "1" + "}" * 900, "[\\" + "9" * 10_000])
def test_hostile_json_does_no_harm(text):
    assert passages_of("a.json", text)


def test_a_hundred_aliases_of_yaml_are_not_unfolded():
    bomb = "a: &a [x]\n" + "\n".join(
        f"b{n}: &b{n} [*{'a' if not n else f'b{n - 1}'}, {'*a, ' * 20}]" for n in range(40)
    )
    assert sum(len(text) for _, _, text in passages_of("a.yaml", bomb)) <= len(bomb)


def test_comments_go_with_the_key_below_them():
    text = "# who\nname: Ana\n" + "notes: |\n" + "  word word word\n" * 40 + "# where\ncity: Lisbon\n"
    assert passages_of("a.yaml", text)[-1][2].startswith("# where")


def test_sections_of_toml_and_ini_are_headings():
    text = '[tool."my app"]\nname = "x"\n\n[tool.other]\nname = "y"\n'
    assert [heading for heading, _, _ in passages_of("a.toml", text)] == ["tool > my app", "tool > other"]
    assert [heading for heading, _, _ in passages_of("a.ini", "[mail]\nuser=ana\n")] == ["mail"]
