"""An endpoint is used after consent alone, is told nothing private, and says that it answered."""

from __future__ import annotations

import io
import json
import re
import stat
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models.errors import EndpointError, ModelError
from models.protocol import Message
from secondme.config import load_config
from secondme.endpoint import api_key
from secondme.endpoint.choice import choose, go_back, read_choice
from secondme.endpoint.people import Acquaintances
from secondme.home import find_home
from secondme.memory import Memory

Run = Callable[..., Any]
NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
CHAT = [
    {
        "id": "1",
        "time": "2025-11-03T10:00:00Z",
        "speaker": "Anastazija Kovač",
        "text": "The recital is on Friday at 18:00.",
    },
    {
        "id": "2",
        "time": "2025-11-03T10:05:00Z",
        "speaker": "Beathag",
        "text": "anastazija, the wifi password is hunter2horse, my number is +386 41 555 123",
    },
    {
        "id": "3",
        "time": "2025-11-04T09:00:00Z",
        "speaker": "Anastazija Kovač",
        "text": "Thanks Beathag! Write to beathag.m@example.org, card 4111 1111 1111 1111. Project Heron.",
    },
]
PRIVATE = ("anastazija", "kova", "beathag", "hunter2", "555 123", "example.org", "4111", "heron")


@pytest.fixture
def life(memory: Memory, chat: Callable[[Sequence[Any]], Path]) -> Memory:
    """A memory with a chat full of what must not leave."""
    memory.import_chat("jsonl", chat(CHAT), me="Anastazija Kovač", now=NOW)
    return memory


def agree(memory: Memory, url: str, **options: Any) -> None:
    choose(memory.home, url, "smollm2", **{"allow_public": False, "now": NOW, **options})


def notes_of(body: dict[str, Any]) -> list[str]:
    """The notes in a prompt, which stand before the day."""
    return [line for line in body["messages"][-1]["content"].partition("\nToday is ")[0].splitlines() if line]


def copying(words: str) -> Callable[[Any, dict[str, Any]], None]:
    """A model that copies the note with these words in small pieces; tells no probabilities."""

    def speak(self: Any, body: dict[str, Any]) -> None:
        if "logprobs" in body:
            return self.reply(400, {"error": {"message": "no logprobs"}})
        [note] = [one for one in notes_of(body) if words in one]
        self.stream()
        text = note.partition(": ")[2]
        for start in range(0, len(text), 3):
            self.say(text[start : start + 3])
        self.end()

    return speak


@pytest.mark.model
def test_nothing_private_is_in_what_is_sent_and_the_answer_has_it_all(life: Memory, openai: Any) -> None:
    life_config(life, "endpoint.mask", ["Project Heron"])
    agree(life, openai.url)
    openai.speak = copying("wifi")
    heard: list[str] = []
    answer = life.ask("What is the wifi password?", now=NOW, on_text=heard.append)
    assert "hunter2horse" in answer.text and "hunter2horse" in "".join(heard)
    assert answer.citations[0].hit.speaker == "Beathag"
    assert answer.endpoint == f"smollm2 at {openai.url.split('/')[2]}"
    assert answer.endpoint in answer.why and answer.as_json()["endpoint"] == answer.endpoint
    assert 0 < answer.confidence <= 0.5
    openai.speak = copying("Thanks")
    answer = life.ask("Which card did Anastazija give for Project Heron?", now=NOW)
    assert "4111 1111 1111 1111" in answer.text and "beathag.m@example.org" in answer.text
    assert len(openai.requests) >= 3
    for private in PRIVATE:
        assert private not in openai.sent.casefold(), private
    for readable in (
        "3 November 2025",
        "4 November 2025",
        "Person1",
        "wifi password is Secret1",
    ):
        assert readable in openai.sent, readable


@pytest.mark.model
def test_the_real_model_answers_from_there_with_its_probabilities(life: Memory, openai: Any) -> None:
    agree(life, openai.url)
    answer = life.ask("What is Beathag's wifi password?", now=NOW)
    assert answer.endpoint
    bodies = [json.loads(body) for _, _, body in openai.requests]
    assert bodies and all(body["top_logprobs"] >= 1 for body in bodies)
    heads = {json.dumps(body["messages"][0]) for body in bodies}
    assert len(heads) == 1
    for private in PRIVATE:
        assert private not in openai.sent.casefold(), private


@pytest.mark.model
def test_a_choice_counts_at_the_next_question_and_so_does_going_back(life: Memory, openai: Any) -> None:
    here = life.engines.generator()
    agree(life, openai.url)
    assert life.engines.generator().place
    assert life.status().generator == "smollm2" and life.status().endpoint == openai.url
    assert go_back(life.home)
    assert life.engines.generator() is here
    assert life.status().endpoint is None
    assert load_config(life.home).endpoint.url == ""
    assert not go_back(life.home)


@pytest.mark.model
def test_the_embedder_and_the_reranker_never_go_out(life: Memory, openai: Any) -> None:
    agree(life, openai.url)
    assert life.recall("recital", now=NOW)
    reranker = life.engines.reranker("generator")
    assert reranker is not None
    assert reranker.score("When is the recital?", "The recital is on Friday.") >= 0
    assert openai.requests == []


def test_settings_that_were_not_agreed_to_send_nothing(wordless_memory: Memory, openai: Any) -> None:
    memory = wordless_memory
    memory.remember("The spare key is with Beathag next door.")
    life_config(memory, "endpoint.url", openai.url)
    assert read_choice(memory.home) is None
    agree(memory, openai.url)
    for name, value in (("url", "http://127.0.0.1:9/v1"), ("model", "other"), ("allow_public", True)):
        agree(memory, openai.url)
        life_config(memory, f"endpoint.{name}", value)
        with pytest.raises(ModelError, match="not what you agreed to"):
            memory.ask("Who has the spare key?")
        assert "not what you agreed to" in str(memory.status().endpoint)
    agree(memory, openai.url)
    memory.home.endpoint.write_text("nonsense")
    with pytest.raises(ModelError, match="not what you agreed to"):
        memory.ask("Who has the spare key?")
    assert openai.requests == []


def test_while_the_settings_are_broken_nothing_is_sent(wordless_memory: Memory, openai: Any) -> None:
    wordless_memory.remember("The spare key is with Beathag next door.")
    agree(wordless_memory, openai.url)
    with wordless_memory.home.config.open("a") as file:
        file.write("\n[files]\nseconds = 'soon'\n")
    with pytest.raises(ModelError, match=r"config\.toml, line"):
        wordless_memory.ask("Who has the spare key?")
    assert openai.requests == []


@pytest.mark.model
def test_an_endpoint_that_fails_is_told_and_no_other_model_steps_in(life: Memory, openai: Any) -> None:
    agree(life, openai.url)
    openai.speak = lambda self, body: self.reply(503, {"error": {"message": "loading"}})
    with pytest.raises(EndpointError, match="loading"):
        life.ask("What is the wifi password?", now=NOW)


@pytest.mark.model
def test_everybody_is_known_by_name_and_account(life: Memory) -> None:
    names = Acquaintances(life.store, ["Heron"]).names()
    assert {"anastazija", "kovac", "beathag"} <= set(names.words)
    assert names.pattern is not None and names.pattern.search("heron")


@pytest.mark.model
def test_texts_in_a_schema_are_masked_too_and_come_back_as_json(life: Memory, openai: Any) -> None:
    agree(life, openai.url)

    def speak(self: Any, body: dict[str, Any]) -> None:
        [first, *_] = body["response_format"]["json_schema"]["schema"]["properties"]["who"]["enum"]
        self.stream()
        self.say(json.dumps({"who": first}))
        self.end()

    openai.speak = speak
    schema = {"type": "object", "properties": {"who": {"enum": ["Beathag", "nobody"]}}, "required": ["who"]}
    said = life.engines.generator().generate([Message("user", "Who is Beathag?")], schema=schema).text()
    assert json.loads(said) == {"who": "Beathag"}
    assert "beathag" not in openai.sent.casefold()


@pytest.mark.model
def test_the_command_says_what_leaves_and_asks(
    run: Run, stocked_home: Path, openai: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("remember", "The spare key is with Beathag.")
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    ended = run("models", "use-endpoint", openai.url)
    assert ended.code == 0 and "Nothing was changed" in ended.err
    for words in (
        "will leave this machine",
        openai.url,
        "on your own network",
        "not encrypted",
        "masked",
        "[y/N]",
    ):
        assert words in ended.err
    assert read_choice(find_home(stocked_home)) is None
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run("models", "use-endpoint", openai.url).code == 2
    assert {path for path, _, _ in openai.requests} == {"/v1/models"}
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert "answers from now on" in run("models", "use-endpoint", openai.url).out
    assert "leave this machine" in re.sub(r"\s+", " ", run("status").out)
    assert run("status", "--json").json["endpoint"] == openai.url
    assert not any(
        one["in_use"] for one in run("models", "list", "--json").json if one["role"] == "generator"
    )
    openai.speak = copying("spare key")
    ended = run("ask", "Who has the spare key?")
    assert "written by smollm2 at 127.0.0.1" in re.sub(r"\s+", " ", ended.out), ended
    assert "Nothing leaves this machine any more" in run("models", "use", "smollm2").out
    assert run("status", "--json").json["endpoint"] is None


@pytest.mark.model
def test_the_key_is_kept_privately_and_for_its_server_alone(
    run: Run, stocked_home: Path, openai: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("sk-mine-0123456789\n"))
    ended = run("models", "use-endpoint", openai.url, "--with-key", "--yes")
    assert ended.code == 0 and "sk-mine" not in ended.out + ended.err
    home = find_home(stocked_home)
    assert openai.requests[-1][1]["Authorization"] == "Bearer sk-mine-0123456789"
    assert stat.S_IMODE(home.endpoint_key.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.endpoint.stat().st_mode) == 0o600
    holders = [
        path
        for path in stocked_home.rglob("*")
        if path.is_file() and b"sk-mine" in path.read_bytes()[:100_000]
    ]
    assert holders == [home.endpoint_key]
    origin = openai.url.removesuffix("/v1")
    assert api_key.find(home, origin) == "sk-mine-0123456789"
    assert api_key.find(home, "http://127.0.0.1:9") is None
    run("models", "use", "smollm2")
    assert not home.endpoint_key.exists()


def test_what_makes_no_sense_is_refused_with_its_exit_code(run: Run, home: Path, openai: Any) -> None:
    assert run("models", "use-endpoint", "http://ana:pw@desk", "-m", "x").code == 2
    assert run("models", "use-endpoint", "http://8.8.8.8", "-m", "x", "--yes").code == 2
    assert run("models", "use-endpoint", "http://8.8.8.8", "-m", "x", "--yes", "--allow-public").code == 2
    assert run("models", "use-endpoint", "http://127.0.0.1:9", "-m", "x", "--yes").code == 8
    assert not (home / "endpoint.json").exists()


def life_config(memory: Memory, name: str, value: Any) -> None:
    from secondme.config.changing import find_setting, set_value

    set_value(memory.home.config, find_setting(name), value)
