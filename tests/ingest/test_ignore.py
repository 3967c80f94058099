import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import walk
from ingest.ignore import parse_rule

FILES = [
    "b.md",
    "b.txt",
    "a/b.md",
    "a/b.txt",
    "a/c/b.md",
    "a/c/d1.md",
    "c/d1.md",
    "c/a/b.txt",
    "c/x.md",
    "e/c/a/b.md",
]
PATTERN_LINES = """
* !*/ !*.md *.txt /a a/ !a/ a/b.md **/b.md /* !/a/ !/a/c a/** !a/**/b.md b.* !b.md c d?.md #x !c/ [ab].md a/*
!a/c/ **/c/** /**/d1.md *.md \\!x ** /** **/* !**/ a/**/b.md [!ab]* b[.]md a** **b.md a\\/b.md ?.md !d[0-9].md
[]a].md [a-c] *b*d b*.*d ?*.?* a*/*b*.m*d */c/*d* **/**/b*d **/*c*/*b*m* [[:alpha:]].md
"""
PATTERNS = st.sampled_from(PATTERN_LINES.split())


@pytest.mark.skipif(shutil.which("git") is None, reason="git is the judge here")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PATTERNS, min_size=1, max_size=4), st.lists(PATTERNS, max_size=3))
def test_what_is_left_out_is_what_git_leaves_out(tmp_path_factory, at_root, in_folder):
    root = tmp_path_factory.mktemp("repository")
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    (root / ".gitignore").write_text("\n".join(at_root))
    (root / "a/.gitignore").write_text("\n".join(in_folder))
    git = ["git", "-c", "core.excludesFile=/dev/null", "-C", str(root)]
    subprocess.run([*git, "init", "-q"], check=True)
    listed = subprocess.run(
        [*git, "ls-files", "-o", "--exclude-standard"], check=True, capture_output=True, text=True
    )
    expected = [name for name in listed.stdout.split("\n") if name and not name.endswith(".gitignore")]
    assert sorted(file.key for file in walk(root)) == sorted(expected)
    shutil.rmtree(root)


@pytest.mark.parametrize("line", ["", "   ", "# a comment", "\r"])
def test_blank_lines_and_comments_are_no_rules(line):
    assert parse_rule(line) is None


@pytest.mark.parametrize("line", ["!", "/", "!/", "broken\\", "[z-a]"])
def test_a_line_that_makes_no_sense_is_refused(line):
    with pytest.raises(ValueError, match="not a pattern"):
        parse_rule(line)


def test_a_trailing_space_counts_only_behind_a_backslash():
    assert parse_rule("a.md  ").matches("a.md", False)
    assert parse_rule("a.md\\ ").matches("a.md ", False)


@pytest.mark.parametrize(
    "glob", ["*a" * 30 + "*b", "**/a/" * 30 + "b", "/" + "a*" * 30 + "b/*", "**/" * 60 + "x"]
)
def test_a_hostile_pattern_is_judged_at_once(glob):
    # Without care each of these takes longer than the age of the universe.
    rule = parse_rule(glob)
    assert not rule.matches("a" * 255, False)
    assert not rule.matches("a/" * 400 + "c", False)
