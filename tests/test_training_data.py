"""The conversations to train recall on hold what they promise: every answer can be found where they say."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))  # benchmarks is no installed package
import itertools

from benchmarks import training_data as training

FILES = sorted(training.FOLDER.glob("*.json"))
PLAY = training.FOLDER / "as_you_like_it.json"
CHATS = [file for file in FILES if file != PLAY]
SCENE = """\
\tNAMES\tbefore the first act
ACT I
SCENE I\tA harbour.
\t[Enter INES and
\tBRAM]
INES\tThe ferry is late,
\tas ever.

\t[A bell]

\tListen!
BRAM\t[Aside] She hears bells.
\t[Exit]
SCENE II\tThe same.
Old Man\tThere is no ferry.
"""


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def conversation(request: pytest.FixtureRequest) -> training.Conversation:
    if request.param == PLAY and not _is_fetched():
        pytest.skip("the play is not in the cache; set SECONDME_TEST_ALL=1 to fetch it")
    return training.load(request.param)


def _is_fetched() -> bool:
    return bool(os.environ.get("SECONDME_TEST_ALL")) or any(training.PACKAGES.glob("brotli-*.tar.gz"))


def test_every_turn_has_an_id_of_its_own_and_times_ascend(conversation: training.Conversation):
    ids = [turn.id for turn in conversation.turns]
    times = [turn.time for turn in conversation.turns]
    assert len(set(ids)) == len(ids) >= 320
    assert all(earlier < later for earlier, later in itertools.pairwise(times))
    assert all(turn.text.strip() and turn.speaker for turn in conversation.turns)


def test_sessions_follow_each_other_and_do_not_mix(conversation: training.Conversation):
    sessions = [turn.session for turn in conversation.turns]
    changes = [later for earlier, later in itertools.pairwise(sessions) if earlier != later]
    assert len(changes) == len(set(changes)) == len(set(sessions)) - 1


def test_all_evidence_exists(conversation: training.Conversation):
    ids = {turn.id for turn in conversation.turns}
    for question in conversation.questions:
        assert question.evidence and set(question.evidence) <= ids, question
        assert len(set(question.evidence)) == len(question.evidence), question


def test_every_kind_of_question_occurs_and_only_the_unanswerable_lack_an_answer(
    conversation: training.Conversation,
):
    assert {question.kind for question in conversation.questions} == set(training.KINDS)
    for question in conversation.questions:
        assert (question.answer is None) == (question.kind == "unanswerable"), question
        assert question.answer is None or question.answer.strip(), question


def test_no_question_is_asked_twice(conversation: training.Conversation):
    asked = [question.question.casefold() for question in conversation.questions]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("file", CHATS, ids=lambda file: file.stem)
def test_answers_of_many_parts_come_from_several_sessions(file: Path):
    conversation = training.load(file)
    session = {turn.id: turn.session for turn in conversation.turns}
    for question in conversation.questions:
        if question.kind == "multi":
            assert len({session[id] for id in question.evidence}) > 1, question


@pytest.mark.parametrize("file", CHATS, ids=lambda file: file.stem)
def test_who_asks_in_the_first_person_is_one_of_the_speakers(file: Path):
    conversation = training.load(file)
    assert conversation.me in {turn.speaker for turn in conversation.turns}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_says_its_licence_and_how_it_was_made(file: Path):
    data = json.loads(file.read_text("utf-8"))
    assert data["licence"] == "CC0-1.0" and data["made"]


def test_a_play_is_cut_into_speeches_without_what_happens_on_the_stage():
    ines, bram, old_man = training.cut_speeches(SCENE)
    assert ines == training.Speech(6, 11, "ACT I, SCENE I", "INES", "The ferry is late,\nas ever.\nListen!")
    assert (bram.speaker, bram.text) == ("BRAM", "She hears bells.")
    assert (old_man.scene, old_man.speaker) == ("ACT I, SCENE II", "Old Man")
