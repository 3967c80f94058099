"""secondme backup on the command line: set up once, then unasked; no secret is ever an argument."""

from __future__ import annotations

from pathlib import Path

import pytest

from secondme.backup.sealing import Identity, make_identity

PASSPHRASE = "correct horse battery"


@pytest.fixture
def secret_file(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(f"{PASSPHRASE}\n")
    return path


@pytest.fixture
def key_of_mine(tmp_path: Path) -> tuple[Path, Identity]:
    """A file of age identities, and what is in it."""
    identity = make_identity()
    (tmp_path / "mine.txt").write_text(identity.text)
    return tmp_path / "mine.txt", identity


@pytest.fixture
def place(run, tmp_path: Path, key_of_mine) -> Path:
    """A memory of one line, backed up once for a key of age, which is faster than a passphrase."""
    run("remember", "The puffin boat leaves at nine.")
    made = run(
        "backup", "create", "--init", "--to", tmp_path / "disk", "--recipient", key_of_mine[1].seal.recipient
    )
    assert made.code == 0, made.err
    return tmp_path / "disk"


def test_a_memory_goes_to_another_machine_with_its_passphrase_alone(
    run, tmp_path: Path, secret_file: Path, tree
):
    notes = tree({"mull.md": "# Mull\n\nThe puffin boat leaves at nine.\n"})
    run("add", notes)
    disk, there = tmp_path / "disk", tmp_path / "other-machine"
    assert run("backup", "create", "--init", "--to", disk, "--passphrase-file", secret_file).code == 0
    notes.rename(tmp_path / "elsewhere")
    given = ("--from", disk, "--passphrase-file", secret_file)
    came = run(
        "--home", tmp_path / "nothing", "backup", "restore", "latest", "--to", there, *given,
        "--move", f"{notes}={tmp_path / 'elsewhere'}",
    )  # fmt: skip
    assert came.code == 0, came.err
    assert run("--home", there, "sources", "--json").json[0]["place"] == str(tmp_path / "elsewhere")
    assert run("--home", there, "index", "--json").json["documents"] == 0, "nothing is read again"
    [hit] = run("--home", there, "recall", "puffin", "--json").json
    assert hit["path"] == str(tmp_path / "elsewhere" / "mull.md")
    assert run("--home", there, "backup", "create").code == 2, "where it backs up is for the person to say"
    assert (
        run(
            "--home", there, "backup", "create", "--init", "--to", disk, "--passphrase-file", secret_file
        ).code
        == 0
    )


def test_after_setting_up_nobody_is_asked_for_anything(run, place: Path):
    run("remember", "Tea is at five.")
    assert run("backup", "create").code == 0
    assert len(run("backup", "list", "--json").json) == 2
    assert run("backup", "verify", "--json").json["broken"] == []
    assert run("backup", "prune", "--keep-daily", "1", "--json").json["dropped"] != []
    assert "1 snapshot sound, 0 broken" in run("backup", "verify").out


def test_reading_back_wants_the_key(run, place: Path, tmp_path: Path, key_of_mine):
    other = tmp_path / "other.txt"
    other.write_text(make_identity().text)
    assert run("backup", "restore", "latest", "--to", tmp_path / "new").code == 2
    wrong = run("backup", "restore", "latest", "--to", tmp_path / "new", "--identity", other)
    assert (wrong.code, (tmp_path / "new").exists()) == (6, False)
    assert run("backup", "drill", "--identity", key_of_mine[0]).code == 0
    assert run("backup", "verify", "--thorough", "--identity", key_of_mine[0]).code == 0
    assert (
        run("backup", "restore", "latest", "--to", tmp_path / "new", "--identity", key_of_mine[0]).code == 0
    )
    assert "puffin boat" in run("--home", tmp_path / "new", "recall", "puffin").out


def test_damage_ends_with_one_and_can_be_put_aside(run, place: Path, key_of_mine, tmp_path: Path):
    [pack] = (place / "packs").glob("*.age")
    pack.write_bytes(pack.read_bytes()[:-1])
    found = run("backup", "verify", "--set-aside")
    assert (found.code, "cannot be restored" in found.out) == (1, True)
    assert run("backup", "create").code == 0
    assert run("backup", "verify", "--thorough", "--identity", key_of_mine[0]).code == 0


def test_the_others_are_listed_where_one_is_damaged(run, place: Path):
    run("backup", "create")
    first, second = (path.stem for path in sorted((place / "snapshots").glob("*.age")))
    path = place / "snapshots" / f"{second}.chunks"
    path.write_bytes(path.read_bytes()[:-1])
    listed = run("backup", "list", "--json")
    assert listed.code == 1 and [one["snapshot"] for one in listed.json] == [first, second]
    assert [bool(one["problem"]) for one in listed.json] == [False, True]
    assert listed.json[0]["image_bytes"] > 0 and listed.json[1]["image_bytes"] is None
    assert run("backup", "prune").code == 6
    told = run("backup", "list")
    assert "damaged" in told.out and "--set-aside" in told.err
    assert "1 snapshot put aside" in run("backup", "verify", "--set-aside").err
    assert [run("backup", *words).code for words in (["list"], ["verify"], ["prune"])] == [0, 0, 0]


def test_a_dry_run_of_pruning_tells_how_much_would_be_freed(run, place: Path):
    run("remember", "Tea is at five.")
    run("backup", "create")
    few = ("--keep-daily", "0", "--keep-weekly", "0", "--keep-monthly", "0", "--json")
    foretold = run("backup", "prune", *few, "--dry-run").json
    assert foretold["freed_bytes"] == run("backup", "prune", *few).json["freed_bytes"]
    assert foretold["packs"] == 0 or foretold["freed_bytes"] > 0


def test_no_backups_are_set_up_where_they_would_be_remembered_or_lost_with_the_home(
    run, home: Path, tree, key_of_mine
):
    notes = tree({"mull.md": "# Mull\n\nThe puffin boat leaves at nine.\n"})
    run("add", notes)
    for place, why in ((notes / "kept", "which is remembered"), (home / "kept", "would be lost with it")):
        refused = run(
            "backup", "create", "--init", "--to", place, "--recipient", key_of_mine[1].seal.recipient
        )
        assert refused.code == 2 and why in refused.err
        assert not place.exists()


def test_a_source_that_is_not_here_is_told(run, tmp_path: Path, tree, key_of_mine):
    notes = tree({"mull.md": "# Mull\n\nThe puffin boat leaves at nine.\n"})
    run("add", notes)
    run("backup", "create", "--init", "--to", tmp_path / "disk", "--recipient", key_of_mine[1].seal.recipient)
    notes.rename(tmp_path / "elsewhere")
    given = ("--to", tmp_path / "new", "--identity", key_of_mine[0])
    came = run("backup", "restore", "latest", *given, "--json")
    assert came.json["lost"] == [{"id": "s1", "place": str(notes)}]
    assert "puffin" in run("--home", tmp_path / "new", "recall", "puffin").out


def test_what_makes_no_sense_is_refused(run, place: Path, tmp_path: Path):
    full = tmp_path / "full"
    full.mkdir()
    (full / "photo.jpg").write_bytes(b"")
    short = tmp_path / "short"
    short.write_text("1234\n")
    assert run("backup", "create", "--init").code == 2
    for nothing_to_do in (
        ("--recipient", "x"),
        ("--identity", short),
        ("--init", "--to", place, "--recipient", "x"),
    ):
        assert run("backup", "create", *nothing_to_do).code == 2
    assert run("backup", "create", "--init", "--to", full, "--recipient", "x").code == 2
    assert run("backup", "create", "--init", "--to", tmp_path / "a", "--passphrase-file", short).code == 2
    assert run("backup", "create", "--init", "--to", tmp_path / "b", "--recipient", "x").code == 2
    assert run("backup", "restore", "1999", "--to", tmp_path / "c", "--identity", short).code == 6
    assert (
        run("backup", "restore", "latest", "--to", tmp_path / "c", "--move", "x", "--identity", short).code
        == 2
    )
    assert run("backup", "list", "--from", tmp_path / "nowhere").code == 3
    assert [one.name for one in full.iterdir()] == ["photo.jpg"]
    assert not (tmp_path / "a").exists() and not (tmp_path / "b").exists()


def test_another_disk_in_the_same_place_is_noticed(run, place: Path, tmp_path: Path, key_of_mine):
    place.rename(tmp_path / "unplugged")
    run("--home", tmp_path / "second", "remember", "Another memory.")
    to = ("--to", place, "--recipient", key_of_mine[1].seal.recipient)
    assert run("--home", tmp_path / "second", "backup", "create", "--init", *to).code == 0
    refused = run("backup", "create")
    assert (refused.code, "Another backup lies at" in refused.err) == (6, True)
    assert run("backup", "create", "--to", tmp_path / "unplugged").code == 0
