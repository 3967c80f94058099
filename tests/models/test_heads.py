"""Heads and prompts stay known: within a run, between runs, and never wrongly. With the real SmolLM2."""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import StoppedError
from models.generator import Generator, Message, Run
from models.states import HEADER

pytestmark = pytest.mark.model

HEAD = [Message("system", "You know this: " + " ".join(f"fact{at}" for at in range(80)))]
QUESTION = [*HEAD, Message("user", "Which fact comes first?")]
ENDLESS = [Message("user", "Write a very long story about a lighthouse. Never stop.")]


@pytest.fixture
def generator(smollm: Path) -> Iterator[Generator]:
    with Generator(smollm, context=2048) as opened:
        yield opened


@pytest.fixture(scope="module")
def state(smollm: Path) -> bytes:
    """The state of the head, from an engine that has ended."""
    with Generator(smollm, context=2048) as saving:
        return saving.save_head(HEAD)


class Kept:
    """A keeper in memory, which counts what it is asked."""

    def __init__(self) -> None:
        self.states: dict[str, bytes] = {}
        self.loads = 0

    def load(self, identity: str) -> bytes | None:
        self.loads += 1
        return self.states.get(identity)

    def save(self, identity: str, state: bytes) -> None:
        self.states[identity] = state


def asked(generator: Generator, messages: list[Message], *, tokens: int = 1) -> Run:
    stream = generator.generate(messages, max_tokens=tokens)
    stream.text()
    assert stream.run is not None
    return stream.run


def likeliest(generator: Generator, messages: list[Message]) -> dict[str, float]:
    return dict(next(generator.generate(messages, max_tokens=1, logprobs=4)).top)


def notes(number: int, *, count: int = 30) -> str:
    return " ".join(f"note{number}-{at}" for at in range(count))


# Between runs


def test_a_head_of_an_earlier_run_is_not_evaluated_again(generator: Generator, state: bytes) -> None:
    assert generator.load_head(HEAD, state)
    assert generator.warm(HEAD) == 0
    assert asked(generator, QUESTION).reused > 150


def test_an_answer_after_a_loaded_head_is_the_one_after_an_evaluated_head(
    smollm: Path, generator: Generator, state: bytes
) -> None:
    with Generator(smollm, context=2048) as fresh:
        fresh.warm(HEAD)
        expected = likeliest(fresh, QUESTION)
    assert generator.load_head(HEAD, state)
    assert likeliest(generator, QUESTION) == pytest.approx(expected, abs=1e-4)


def test_a_state_survives_being_saved_from_where_it_was_loaded(generator: Generator, state: bytes) -> None:
    assert generator.load_head(HEAD, state)
    again = generator.save_head(HEAD)
    assert len(again) == len(state)
    generator.drop_heads()
    assert generator.load_head(HEAD, again)


def test_damaged_bytes_are_refused_and_the_engine_lives(generator: Generator, state: bytes) -> None:
    pid = generator.info()["pid"]
    pick = random.Random(7)
    places = [0, 20, HEADER - 1, HEADER, HEADER + 4, len(state) - 1, *pick.sample(range(len(state)), 6)]
    for place in places:
        flipped = bytearray(state)
        flipped[place] ^= 1 << pick.randrange(8)
        assert not generator.load_head(HEAD, bytes(flipped)), place
    for left in (0, 1, HEADER, HEADER + 1, len(state) // 2, len(state) - 1):
        assert not generator.load_head(HEAD, state[:left]), left
    assert not generator.load_head(HEAD, state + b"\0")
    assert generator.warm(HEAD) > 100
    assert generator.info()["pid"] == pid


def test_the_state_of_another_text_is_refused(generator: Generator, state: bytes) -> None:
    assert not generator.load_head([Message("system", HEAD[0].content + " More.")], state)
    assert not generator.load_head([Message("system", HEAD[0].content[:-1])], state)


@pytest.mark.parametrize(
    "other",
    [{"flash_attention": False}, {"cache_type": "q8_0"}, {"context": 1024}, {"identity": "another hash"}],
    ids=str,
)
def test_the_state_of_other_settings_is_refused(smollm: Path, state: bytes, other: dict[str, object]) -> None:
    with Generator(smollm, **({"context": 2048} | other)) as differing:  # type: ignore[arg-type]
        assert not differing.load_head(HEAD, state)
        assert differing.warm(HEAD) > 100


def test_the_state_of_another_file_is_refused(smollm: Path, state: bytes, tmp_path: Path) -> None:
    copy = tmp_path / "model.gguf"
    shutil.copyfile(smollm, copy)  # the same weights, as far as one can see, but not the same file
    with Generator(copy, context=2048) as other:
        assert not other.load_head(HEAD, state)


def test_a_keeper_is_asked_once_a_run_and_given_what_was_evaluated(smollm: Path) -> None:
    kept = Kept()
    for evaluated in (True, False):
        with Generator(smollm, context=2048, heads=kept) as generator:
            assert (generator.warm(HEAD) > 100) == evaluated
            assert generator.warm(HEAD) == 0
            assert asked(generator, QUESTION).reused > 150
    assert kept.loads == 2
    assert len(kept.states) == 1


def test_a_keeper_that_gives_back_nonsense_costs_only_the_evaluation(smollm: Path) -> None:
    kept = Kept()
    with Generator(smollm, context=2048, heads=kept) as generator:
        generator.warm(HEAD)
    [(identity, good)] = kept.states.items()
    kept.states[identity] = b"nonsense"
    with Generator(smollm, context=2048, heads=kept) as generator:
        assert generator.warm(HEAD) > 100
    assert len(kept.states[identity]) == len(good)


def test_a_head_too_long_to_be_kept_is_read_all_the_same(smollm: Path) -> None:
    kept = Kept()
    long = [Message("system", notes(0, count=380))]
    with Generator(smollm, heads=kept) as generator:
        assert generator.warm(long) > 2048
        assert kept.states == {}
        assert asked(generator, [*long, Message("user", "Hm?")]).reused > 2048


def test_what_was_dropped_is_read_anew(generator: Generator) -> None:
    generator.warm(HEAD)
    asked(generator, QUESTION)
    generator.drop_heads()
    assert asked(generator, QUESTION).reused == 0


# Within a run


def test_a_follow_up_with_the_same_passages_reads_only_the_question(generator: Generator) -> None:
    first = [*HEAD, Message("user", f"{notes(1)}\nWhat is first?")]
    before = asked(generator, first, tokens=8)
    follow_up = asked(generator, [*HEAD, Message("user", f"{notes(1)}\nAnd what is last?")])
    assert before.prompt - follow_up.reused < 20


def test_a_conversation_goes_on_after_another_question_was_answered(generator: Generator) -> None:
    conversation = [*HEAD, Message("user", f"{notes(1)}\nWhat is first?")]
    stream = generator.generate(conversation, max_tokens=8)
    said = stream.text()
    assert stream.run is not None
    for other in (2, 3):
        asked(generator, [*HEAD, Message("user", f"{notes(other)}\nWhat is first?")], tokens=3)
    goes_on = [*conversation, Message("assistant", said), Message("user", "And what is last?")]
    assert asked(generator, goes_on).reused >= stream.run.prompt


def test_reading_on_after_other_prompts_changes_nothing(smollm: Path) -> None:
    """Without flash attention, which rounds by where things lie in memory, the figures stay the same."""
    first = [*HEAD, Message("user", f"{notes(1)}\nWhat is first?")]
    with Generator(smollm, context=2048, flash_attention=False) as busy:
        asked(busy, first, tokens=4)
        expected = likeliest(busy, first)
        for other in range(2, 6):
            asked(busy, [*HEAD, Message("user", f"{notes(other, count=15)}\nHm?")], tokens=2)
            assert likeliest(busy, first) == pytest.approx(expected, abs=1e-3)


def test_many_long_prompts_never_run_out_of_room_and_never_push_out_the_head(smollm: Path) -> None:
    with Generator(smollm, context=1024) as generator:
        generator.warm(HEAD)
        for number in range(12):
            prompt = [*HEAD, Message("user", notes(number, count=35 + 3 * (number % 3)))]
            assert asked(generator, prompt, tokens=4).reused >= 150
        assert generator.warm(HEAD) == 0


def test_scoring_many_prompts_reads_their_common_beginning_once_and_pushes_out_no_prompt(
    generator: Generator,
) -> None:
    conversation = [Message("user", f"{notes(1)}\nWhat is first?")]
    asked(generator, conversation)
    prompts = [[*HEAD, Message("user", f"{notes(n, count=10)}\nIs it so?")] for n in range(10)]
    singly = [generator.score_next(prompt, ["Yes", "No"]) for prompt in prompts[:2]]
    generator.drop_heads()
    asked(generator, conversation)
    together = generator.score_each(prompts, ["Yes", "No"])
    assert len(together) == 10
    for one, other in zip(singly, together, strict=False):
        assert one == pytest.approx(other, abs=0.4)
    assert asked(generator, conversation).reused > 100


# Stopping


def test_stopping_one_of_two_answers_leaves_the_other(generator: Generator) -> None:
    stop = threading.Event()
    kept = generator.generate(ENDLESS, max_tokens=30)
    stopped = generator.generate(ENDLESS, max_tokens=1500, cancelled=stop)
    last = generator.generate(QUESTION, max_tokens=2)
    stop.set()
    assert stopped.text() == ""
    assert stopped.run is not None and stopped.run.finish == "cancelled" and stopped.run.generated == 0
    assert kept.text() and kept.run is not None and kept.run.generated > 20
    assert last.text()


def test_stopping_the_answer_under_way_lets_the_next_one_begin(generator: Generator) -> None:
    stop = threading.Event()
    under_way = generator.generate(ENDLESS, max_tokens=1500, cancelled=stop)
    waiting = generator.generate(QUESTION, max_tokens=3)
    next(under_way)
    stop.set()
    assert list(under_way) == []
    assert under_way.run is not None and under_way.run.finish == "cancelled"
    assert under_way.run.generated < 1000
    assert waiting.text()


def test_stopping_while_the_prompt_is_read_keeps_the_heads_and_what_was_read(smollm: Path) -> None:
    with Generator(smollm, context=8192, batch=64) as generator:
        generator.warm(HEAD)
        stop = threading.Event()
        long = [*HEAD, Message("user", notes(1, count=250))]
        stream = generator.generate(long, max_tokens=5, cancelled=stop)
        threading.Timer(0.1, stop.set).start()
        stream.text()
        assert stream.run is not None and stream.run.finish == "cancelled" and stream.run.generated == 0
        assert generator.warm(HEAD) == 0
        assert asked(generator, QUESTION).reused > 150


@pytest.mark.parametrize("when", [0.0, 0.05])
def test_a_score_that_is_stopped_says_so(generator: Generator, when: float) -> None:
    generator.info()
    stop = threading.Event()
    if when:
        threading.Timer(when, stop.set).start()
    else:
        stop.set()
    with pytest.raises(StoppedError) as stopped:
        generator.score_each(
            [[Message("user", notes(n, count=100))] for n in range(40)], ["a"], cancelled=stop
        )
    assert stopped.value.exit_code == 130
    assert asked(generator, QUESTION).generated == 1
