"""The embedder's promises, kept with the real MiniLM."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from models.embedder import Embedder
from models.errors import ModelLoadError

ODD_TEXTS = [
    "",
    " ",
    "\n\t ",
    "\0",
    "before\0after",
    "\ud800 lone",
    "pair \ud83d\ude00",
    "😀" * 300,
    "[CLS] [SEP] <s>",
    "\u202e\ufeff\u200d",
    "ὖ" * 40,
    "a" * 3000,
]


@pytest.fixture(scope="module")
def embedder(minilm: Path) -> Iterator[Embedder]:
    with Embedder(minilm) as opened:
        yield opened


def texts_of_many_lengths(count: int) -> list[str]:
    return [f"Note {number}: " + "the tomatoes want water " * (number % 17) for number in range(count)]


def test_vectors_are_unit_float32_in_the_order_given(embedder: Embedder) -> None:
    texts = texts_of_many_lengths(40)
    together = embedder.embed_passages(texts)
    assert together.dtype == np.float32
    assert together.shape == (40, embedder.dimensions)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.array([embedder.embed_query(text) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.998  # int8 kernels round differently by batch size


def test_meaning_is_nearer_than_words(embedder: Embedder) -> None:
    question = embedder.embed_query("When does the train to Berlin leave?")
    right, wrong = embedder.embed_passages(
        [
            "The express to the German capital departs at nine.",
            "He did not train his dog to leave it.",
        ]
    )
    assert right @ question > wrong @ question + 0.2


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, 384)


@pytest.mark.parametrize("text", ODD_TEXTS, ids=ascii)
def test_odd_text_gives_a_finite_unit_vector(embedder: Embedder, text: str) -> None:
    vector = embedder.embed_query(text)
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


def test_odd_text_spoils_no_neighbour_in_its_batch(embedder: Embedder) -> None:
    plain = embedder.embed_query("The dentist is on Tuesday.")
    rows = embedder.embed_passages([*ODD_TEXTS, "The dentist is on Tuesday."])
    assert np.isfinite(rows).all()
    assert rows[-1] @ plain > 0.998


def test_text_longer_than_the_context_counts_to_its_end(embedder: Embedder) -> None:
    filler = "We walked along the river and talked about nothing in particular. " * 60
    with_end = embedder.embed_query(
        filler + "The password of the garden shed is hidden in the blue teapot. " * 40
    )
    question = embedder.embed_query("Where is the shed's password?")
    assert embedder.count_tokens(filler) > 512
    assert with_end @ question > embedder.embed_query(filler) @ question + 0.1


def test_a_hundred_kilobytes_do_not_crash(embedder: Embedder) -> None:
    vector = embedder.embed_query("international " * 7200)
    assert np.isfinite(vector).all()


def test_markers_in_the_text_are_not_obeyed(embedder: Embedder) -> None:
    assert embedder.count_tokens("[SEP]") > 1


def test_prefixes_change_the_vectors_and_the_identity(minilm: Path, embedder: Embedder) -> None:
    with Embedder(minilm, query_prefix="query: ", passage_prefix="passage: ") as prefixed:
        assert prefixed.identity != embedder.identity
        asked, stored = prefixed.embed_query("soup"), prefixed.embed_passages(["soup"])[0]
        assert asked @ embedder.embed_query("query: soup") > 0.999
        assert stored @ embedder.embed_query("passage: soup") > 0.999


def test_the_wrong_pooling_is_refused(minilm: Path) -> None:
    with pytest.raises(ModelLoadError, match="pools by mean, not by last") as refusal:
        Embedder(minilm, pooling="last")
    assert refusal.value.exit_code == 5


def test_a_model_that_cannot_tell_near_from_far_is_refused(
    minilm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.llama.EmbeddingLane.embed", lambda lane, texts: np.ones((len(texts), 384)))
    with pytest.raises(ModelLoadError, match="near from far"):
        Embedder(minilm)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelLoadError, match=r"absent\.gguf.*models pull"):
        Embedder(tmp_path / "absent.gguf")


@pytest.mark.parametrize("keep", [0, 4, 1000, 1_000_000])
def test_a_damaged_file_is_refused_and_left_alone(minilm: Path, tmp_path: Path, keep: int) -> None:
    damaged = tmp_path / "damaged.gguf"
    damaged.write_bytes(minilm.read_bytes()[:keep])
    with pytest.raises(ModelLoadError, match="could not open"):
        Embedder(damaged)
    assert damaged.stat().st_size == keep


def test_questions_and_bulk_work_run_from_several_threads(embedder: Embedder) -> None:
    texts = texts_of_many_lengths(60)
    expected = embedder.embed_passages(texts)
    found: list[float] = []

    def bulk() -> None:
        found.append(float((embedder.embed_passages(texts) * expected).sum(axis=1).min()))

    def single() -> None:
        found.extend(float(embedder.embed_query(texts[at]) @ expected[at]) for at in range(20))

    workers = [threading.Thread(target=work) for work in (bulk, single, bulk, single)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(found) == 42
    assert min(found) > 0.998


def test_a_closed_embedder_says_so(minilm: Path) -> None:
    embedder = Embedder(minilm, threads=2)
    embedder.embed_passages(texts_of_many_lengths(12))
    embedder.close()
    embedder.close()
    with pytest.raises(ModelLoadError, match="was closed"):
        embedder.embed_query("Still there?")
    with pytest.raises(ModelLoadError, match="was closed"):
        embedder.embed_passages(texts_of_many_lengths(12))


def test_closing_waits_for_a_thread_that_cuts_a_text_into_tokens(minilm: Path) -> None:
    script = (
        "import sys, threading, time\n"
        "from pathlib import Path\n"
        "from models.embedder import Embedder\n"
        "from models.errors import ModelLoadError\n"
        "def cut(embedder):\n"
        "    try:\n"
        "        while True:\n"
        "            embedder.tokens('the tomatoes want water ' * 2000)\n"
        "    except ModelLoadError:\n"
        "        told.append(1)\n"
        "told = []\n"
        "for _ in range(6):\n"
        "    embedder = Embedder(Path(sys.argv[1]), threads=1, self_test=False)\n"
        "    threads = [threading.Thread(target=cut, args=(embedder,)) for _ in range(3)]\n"
        "    [thread.start() for thread in threads]\n"
        "    time.sleep(0.05)\n"
        "    embedder.close()\n"
        "    [thread.join() for thread in threads]\n"
        "print(len(told))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(minilm)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "18\n"), done.stderr[-2000:]


def test_importing_and_using_it_prints_nothing_and_loads_no_chat_server(minilm: Path) -> None:
    script = (
        "import sys, models.embedder\n"
        "assert 'numpy' not in sys.modules and 'llama_cpp.llama_cpp' not in sys.modules\n"
        "from pathlib import Path\n"
        f"models.embedder.Embedder(Path({str(minilm)!r})).embed_query('quiet')\n"
        "assert 'jinja2' not in sys.modules and 'diskcache' not in sys.modules\n"
        "import llama_cpp\n"
        "assert llama_cpp.Llama\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
