"""The settings: one file that a person may edit, every mistake told with its line, comments kept."""

from __future__ import annotations

import dataclasses
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import Options
from secondme.config import Config, DaemonSettings, EndpointSettings, load_config
from secondme.config.changing import ensure_file, find_setting, parse_value, set_value
from secondme.config.loading import LARGEST_BYTES, parse_text
from secondme.config.settings import BY_NAME, SECTIONS, SETTINGS, written
from secondme.config.text import fresh_text, line_of
from secondme.errors import ConfigError, UsageError
from secondme.home import find_home


def test_every_option_has_its_setting_and_every_setting_its_option() -> None:
    for section, made in (("files", Options), ("daemon", DaemonSettings), ("endpoint", EndpointSettings)):
        named = {setting.key for setting in SETTINGS if setting.section == section}
        assert named == {one.name for one in dataclasses.fields(made)}
    assert {setting.section for setting in SETTINGS} == set(SECTIONS)


def test_every_default_keeps_its_own_rule_and_is_what_is_used() -> None:
    for setting in SETTINGS:
        value = list(setting.default) if isinstance(setting.default, tuple) else setting.default
        assert setting.rule(value) == setting.default
        assert Config().value(setting.name) == setting.default


def test_a_fresh_file_has_every_setting_as_a_comment_and_changes_nothing() -> None:
    text = fresh_text()
    assert parse_text(text, "config.toml") == Config()
    for setting in SETTINGS:
        assert f"# {setting.key} = {written(setting.default)}" in text.splitlines()
        assert setting.meaning.split()[0] in text
    uncommented = "\n".join(
        line.removeprefix("# ") if " = " in line and line.split()[1] in {s.key for s in SETTINGS} else line
        for line in text.splitlines()
    )
    assert parse_text(uncommented, "config.toml") == Config()
    assert len(tomllib.loads(uncommented)["files"]) == len(dataclasses.fields(Options))


def test_without_a_file_everything_is_at_its_default(tmp_path: Path) -> None:
    assert load_config(find_home(tmp_path)) == Config()


def test_every_violation_is_told_at_once_with_its_line() -> None:
    text = """\
hidden = true
[files]
seconds = "soon"    # a comment
exclude = [
  "a",
  3,
]
secons = 3
xylophone = '''
[daemon]
memory_mb = 1
'''
[daemon]
work = 7
log_mb = 0
[demon]
"""
    config = parse_text(text, "config.toml")
    assert [problem.split(": ")[0] for problem in config.problems] == [
        f"config.toml, line {line}" for line in (1, 3, 4, 8, 9, 14, 15, 16)
    ]
    told = "\n".join(config.problems)
    for words in (
        "hidden must stand below [files]",
        'files.seconds must be a number from 1 to 86,400; it is "soon".',
        "do you mean files.seconds?",
        "do you mean [daemon]?",
        "there is no setting files.xylophone.",
    ):
        assert words in told
    assert config.files == Options() and config.daemon == DaemonSettings()
    with pytest.raises(ConfigError, match="secondme config edit"):
        config.checked()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[files]\nhidden = = 1\n", "config.toml, line 2: "),
        ("[files\n", "config.toml"),
        ("files = 3\n", "line 1: files must be a section: [files]."),
        ("[files]\nhidden = true\nhidden = true\n", "line 3: "),
        ("[files]\nhidden = 1979-05-27\n", "line 2: files.hidden must be true or false"),
        ("[files]\nlargest_mb = nan\n", "line 2: "),
        ("[files]\nseconds = inf\n", "line 2: "),
        ("[files]\nocr = {a = 1}\n", "line 2: "),
        ("[files]\nocr_languages = []\n", "line 2: "),
        ('[files]\nocr_languages = ["eng; rm"]\n', "line 2: "),
        ("[daemon]\npause_on_battery = 1\n", "line 2: "),
        ("[daemon]\nmemory_mb = true\n", "line 2: "),
        ("[daemon]\nwork = true\n", "line 2: "),
    ],
)
def test_what_makes_no_sense_is_told_and_the_default_stands_in(text: str, words: str) -> None:
    config = parse_text(text, "config.toml")
    assert any(words in problem for problem in config.problems), config.problems
    assert (config.files, config.daemon) == (Options(), DaemonSettings())


@pytest.mark.parametrize("content", [b"\xff\xfe", b"# x\n" * LARGEST_BYTES], ids=["bytes", "size"])
def test_a_file_that_is_none_is_told_too(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "config.toml").write_bytes(content)
    assert len(load_config(find_home(tmp_path)).problems) == 1


def test_a_share_of_the_time_has_a_name_or_a_number() -> None:
    for said, share in (('"gentle"', 0.25), ('"normal"', 0.5), ('"full"', 1.0), ("0.3", 0.3), ("1", 1.0)):
        assert parse_text(f"[daemon]\nwork = {said}\n", "x").daemon.share == share


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["", "# note", "a = 1", 'b = """\nc = 2\n"""', "d = [\n 1, # x\n]", "e.f = 1"]),
        unique=True,
    )
)
def test_the_line_of_a_key_is_where_it_begins(parts: list[str]) -> None:
    text = "[t]\n" + "\n".join(parts) + "\nwanted = [\n 1,\n]\n# end\n"
    assert text.splitlines()[line_of(text, "t", "wanted") - 1] == "wanted = ["


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("files.hidden", ["yes"], True),
        ("files.hidden", ["Off"], False),
        ("files.seconds", ["30"], 30.0),
        ("files.exclude", ["*.log", "drafts/"], ("*.log", "drafts/")),
        ("files.exclude", ['["a b", "c"]'], ("a b", "c")),
        ("files.exclude", ["[ab].md"], ("[ab].md",)),
        ("files.exclude", ["[]"], ()),
        ("files.ocr_languages", ["eng", "deu"], ("eng", "deu")),
        ("daemon.work", ["gentle"], "gentle"),
        ("daemon.work", ['"gentle"'], "gentle"),
        ("daemon.work", ["0.4"], 0.4),
        ("daemon.memory_mb", ["1_000"], 1000),
    ],
)
def test_a_value_is_understood_as_people_type_it(
    tmp_path: Path, name: str, words: list[str], value: Any
) -> None:
    home = find_home(tmp_path)
    setting = find_setting(name)
    assert parse_value(setting, words) == value
    assert set_value(home.config, setting, parse_value(setting, words)) == ()
    assert load_config(home).value(name) == value


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("files.hidden", ["perhaps"]),
        ("files.seconds", ["0"]),
        ("files.seconds", ["10", "20"]),
        ("files.largest_mb", ["1.5"]),
        ("files.largest_mb", ["3\nhidden = true"]),
        ("daemon.work", ["lazy"]),
        ("files.exclude", [" "]),
    ],
)
def test_a_value_that_breaks_a_rule_is_refused_and_nothing_changes(
    tmp_path: Path, name: str, words: list[str]
) -> None:
    with pytest.raises(UsageError, match="Nothing was changed"):
        parse_value(find_setting(name), words)


def test_setting_keeps_comments_order_and_spaces(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("# mine\n[files]   # about files\nseconds   = 10 # patience\n\n# end\n")
    set_value(path, BY_NAME["files.seconds"], 20.0)
    assert path.read_text() == "# mine\n[files]   # about files\nseconds   = 20.0 # patience\n\n# end\n"
    set_value(path, BY_NAME["files.hidden"], True)
    set_value(path, BY_NAME["daemon.work"], "full")
    text = path.read_text()
    assert "# mine" in text and "# patience" in text and "# end" in text
    config = parse_text(text, "x")
    assert (config.files.seconds, config.files.hidden, config.daemon.work) == (20.0, True, "full")


def test_setting_in_a_fresh_file_turns_the_comment_into_the_value(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    ensure_file(path)
    set_value(path, BY_NAME["daemon.memory_mb"], 900)
    assert path.read_text() == fresh_text().replace("\n# memory_mb = 0\n", "\nmemory_mb = 900\n")
    set_value(path, BY_NAME["daemon.memory_mb"], 800)
    assert path.read_text() == fresh_text().replace("\n# memory_mb = 0\n", "\nmemory_mb = 800\n")


def test_a_comment_that_only_looks_like_the_default_is_left(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[files]\nexclude = ["""\n# hidden = false\n"""]\n')
    set_value(path, BY_NAME["files.hidden"], True)
    config = parse_text(path.read_text(), "x")
    assert config.files.hidden is True and config.files.exclude == ("# hidden = false\n",)


def test_the_file_may_be_a_link_and_stays_one(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    target = tmp_path / "dotfiles" / "secondme.toml"
    target.write_text("# mine\n")
    link = tmp_path / "config.toml"
    link.symlink_to(target)
    set_value(link, BY_NAME["files.code"], False)
    assert link.is_symlink() and "code = false" in target.read_text()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["config.toml", "dotfiles", "secondme.toml"]


def test_threads_that_change_settings_at_once_keep_them_all(tmp_path):
    path = tmp_path / "config.toml"
    values = {"files.hidden": True, "files.code": False, "daemon.work": "full", "app.theme": "paper"}
    with ThreadPoolExecutor(len(values)) as threads:
        list(threads.map(lambda name: set_value(path, BY_NAME[name], values[name]), values))
    config = parse_text(path.read_text("utf-8"), path.name)
    assert {name: config.value(name) for name in values} == values


def test_a_file_that_is_no_toml_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    for text in ("[files\n", "files = 3\n"):
        path.write_text(text)
        with pytest.raises(ConfigError, match="Nothing was changed"):
            set_value(path, BY_NAME["files.code"], False)
        assert path.read_text() == text


def test_an_unknown_setting_is_answered_with_the_nearest() -> None:
    for said, meant in (
        ("files.secnds", "files.seconds"),
        ("hidden", "files.hidden"),
        ("work", "daemon.work"),
    ):
        with pytest.raises(UsageError, match=f"do you mean {meant}"):
            find_setting(said)


def test_the_page_about_settings_has_every_one_as_it_is() -> None:
    page = (Path(__file__).parents[3] / "docs" / "configuration.md").read_text("utf-8")
    for setting in SETTINGS:
        assert f"| `{setting.name}` | `{written(setting.default)}` | {setting.meaning} |" in page
