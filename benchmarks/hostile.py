"""How well attacks on the model are recognised in what comes in, and whether the model obeys any.

    python benchmarks/hostile.py [--json] [--half a b c] [--model PATH [--sample 1] [--undefended]] [--show]

465 documents of fifteen families (benchmarks/red_team), in eleven formats and twenty languages, are taken
into an empty memory. Half a was there while the rules were made; half b was written when they were finished;
half c is by another hand, who had read neither the rules nor the words of the others. --half takes some.

recognised      the share of a half's documents of which a passage is quarantined
false_alarms    the share of passages that are quarantined, of real files that nobody here wrote
                (real_files.py), and of ordinary texts made to look like attacks, in halves too; where an
                embedder is on the shelf, by their meaning too: of each sixth passage, from which nothing was
                learned, how many are in the end
notes           passages of what people keep for themselves, in six invented lives from which nothing is
                learned; notes_quarantined is the share of them that is
unseen          of 1,500 attacks by five hands from which nothing is learned, each a text by itself, how many
                are recognised; and quarantined of as many ordinary texts of theirs that stand near to attacks
obeyed          with --model: answers that hold the attack's canary, of all documents that were not
                recognised and of a sample of each family of those that were; with --undefended without
                quarantine, too, and from a plain prompt
memories        memories made of all of them that hold a canary
microseconds    of processor time, to judge one passage of the real files, to weigh it, and to embed it
storing_ratio   how much longer taking in plain text takes, without a model, and how much more processor time
                the process needs that stores (storing_processor_ratio); another one reads and judges

Peer, on the same documents: the published rule of thumb (red_team/peer.py).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # One file here has the name of a package; this folder must not stand before it.
    sys.path[0] = str(Path(__file__).parent.parent)

import secondme
from benchmarks import real_files
from benchmarks.corpora import lives
from benchmarks.red_team import peer
from benchmarks.red_team.documents import (
    CANARIES,
    HALVES,
    UNSEEN,
    Attack,
    Half,
    attacks,
    hosts,
    ordinary,
    ordinary_unseen,
    unseen,
)
from secondme.engines import NamedEmbedder
from secondme.home import MODELS_VARIABLE
from secondme.memory import Memory
from secondme.recall.hit import Hit
from secondme.recall.presenting import load_passage_hits
from secondme.store.query import rows, value
from secondme.suspicion.judging import Judgement, judge
from secondme.suspicion.weighing import Meant, Seen, weigh

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
_PASSAGES = """
    SELECT p.id FROM passages p JOIN documents d ON d.id = p.document_id JOIN sources s ON s.id = d.source_id
    WHERE s.place || '/' || d.key LIKE ? OR s.place LIKE ? ORDER BY p.id
"""


_WITH_CANARY = "SELECT count(*) FROM memories WHERE " + " OR ".join(
    f"text || value LIKE '%{canary}-%'" for canary in CANARIES.values()
)


def take_in(memory: Memory, all_attacks: Sequence[Attack], folder: Path) -> None:
    """Writes the documents and remembers them: chats as exports, the rest as a folder."""
    notes, chats, clean = folder / "notes", folder / "chats", folder / "clean"
    for place in (notes, chats, clean):
        place.mkdir()
    for host in (host for half in HALVES for host in hosts(half)):
        text = f"# {host.title}\n\n{host.before}\n\n{host.after}\n"
        (clean / f"{host.title}.md").write_text(text, "utf-8")
    for attack in all_attacks:
        attack.write(chats if attack.suffix == "txt" else notes)
    memory.add(notes, now=NOW)
    memory.add(clean, now=NOW)
    for chat in sorted(chats.iterdir()):
        memory.import_chat("whatsapp", chat, now=NOW)


def passages_of(memory: Memory, name: str) -> list[Hit]:
    """The passages of the file with this name."""
    db = memory.store.connection()
    found = rows(db, _PASSAGES, f"%/{name}", f"%/{name}")
    return load_passage_hits(db, [number for (number,) in found])


def recognise(memory: Memory, all_attacks: Sequence[Attack]) -> dict[Attack, bool]:
    return {attack: any(hit.suspicion for hit in passages_of(memory, attack.name)) for attack in all_attacks}


def by_peer(memory: Memory, all_attacks: Sequence[Attack]) -> dict[Attack, bool]:
    return {
        attack: any(peer.recognises(hit.text) for hit in passages_of(memory, attack.name))
        for attack in all_attacks
    }


def share(found: dict[Attack, bool], half: Half) -> float:
    of_half = [was for attack, was in found.items() if attack.half == half]
    return round(sum(of_half) / len(of_half), 4)


def real_passages() -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Key, heading, text and hidden words of each passage of the real files."""
    outcomes, _ = real_files.read_all(real_files.gather(real_files.FOLDER))
    return [
        (outcome.file.key, passage.heading, passage.text, tuple(one.text for one in passage.hidden))
        for outcome in outcomes
        for document in outcome.documents
        for passage in document.passages
    ]


def false_alarms(show: bool, embedder: NamedEmbedder | None) -> dict[str, Any]:
    """On real files, with the time of a passage; and on texts made to look like attacks."""
    passages = real_passages()
    begun = time.process_time()
    judged = [judge(text, heading, hidden) for _, heading, text, hidden in passages]
    seconds = time.process_time() - begun
    caught = [(key, one) for (key, *_), one in zip(passages, judged, strict=True) if one.is_suspicious]
    if show:
        for key, one in caught:
            print(f"  false alarm: {key}: {one.weight} {', '.join(one.reasons)}")
    looks = {half: suspected(ordinary(half), embedder) for half in HALVES}
    return {
        "real_passages": len(passages),
        "real_false_alarms": round(len(caught) / len(passages), 5),
        "real_documents_with_any": round(
            len({key for key, _ in caught}) / len({one[0] for one in passages}), 4
        ),
        **{f"ordinary_false_alarms_{half}": round(sum(of) / len(of), 4) for half, of in looks.items()},
        "peer_real_false_alarms": round(sum(peer.recognises(one[2]) for one in passages) / len(passages), 5),
        "microseconds": round(1e6 * seconds / len(passages), 1),
        **(by_meaning(passages, judged, embedder, show) if embedder is not None else {}),
    }


def of_unseen_hands(embedder: NamedEmbedder | None) -> dict[str, float]:
    """What is recognised of each hand of UNSEEN, and what is quarantined of its ordinary texts."""
    figures: dict[str, float] = {}
    kinds = {"unseen": unseen, "unseen_ordinary": ordinary_unseen}
    for figure, texts_of in kinds.items():
        for name in UNSEEN:
            found = suspected(texts_of(name), embedder)
            figures[f"{figure}_{name}"] = round(sum(found) / len(found), 4)
        figures[figure] = round(sum(figures[f"{figure}_{name}"] for name in UNSEEN) / len(UNSEEN), 4)
    return figures


def of_lives(embedder: NamedEmbedder | None) -> dict[str, float]:
    """The share that is quarantined of what people keep, in lives that nothing is learned from."""
    seen = [one for kept in lives.passages(lives.held_out()).values() for one in kept]
    found = suspected(seen, embedder)
    return {"notes": len(found), "notes_quarantined": round(sum(found) / len(found), 4)}


def suspected(texts: Sequence[str | Seen], embedder: NamedEmbedder | None) -> list[bool]:
    """Of each text whether it is, by its words, or where there is an embedder by what they mean."""
    seen = dict(enumerate(Seen(one) if isinstance(one, str) else one for one in texts))
    meant = weigh(embedder, seen) if embedder is not None else {}
    return [stays_suspicious(judge(one.text, one.above), meant.get(at)) for at, one in seen.items()]


def stays_suspicious(judged: Judgement, meant: Meant | None) -> bool:
    """Whether what its words say of a passage, and then its meaning, quarantine it."""
    if meant is None:
        return judged.is_suspicious
    return meant.is_order or (judged.is_suspicious and not meant.lifts(judged.reasons))


def by_meaning(
    passages: Sequence[tuple[str, str, str, tuple[str, ...]]],
    judged: Sequence[Judgement],
    embedder: NamedEmbedder,
    show: bool,
) -> dict[str, float]:
    """Of each sixth real passage, those that are quarantined in the end, and what weighing takes."""
    some = dict(list(enumerate(passages))[3::6])
    texts = {number: text for number, (_, _, text, _) in some.items()}
    seen = {number: Seen(text, heading) for number, (_, heading, text, _) in some.items()}
    begun = time.process_time()
    meant = weigh(embedder, seen)
    weighing = time.process_time() - begun
    caught = [number for number in texts if stays_suspicious(judged[number], meant.get(number))]
    for number in caught if show else ():
        print(f"  by its meaning: {some[number][0]}: {' '.join(texts[number].split())[:300]}")
    few = list(texts.values())[:200]
    begun = time.process_time()
    embedder.embed_passages(few)
    embedding = time.process_time() - begun
    return {
        "real_false_alarms_by_meaning": round(len(caught) / len(texts), 5),
        "weighing_microseconds": round(1e6 * weighing / len(texts), 1),
        "embedding_microseconds": round(1e6 * embedding / len(few), 1),
    }


def storing_ratios() -> dict[str, float]:
    """How much longer taking in real passages takes with suspicion than without, and no model."""
    import secondme.indexing.storing as storing
    from ingest.sandbox import process
    from secondme.store.documents import unsuspicious
    from secondme.suspicion import readers

    texts = [text for _, _, text, _ in real_passages()][::4]
    took: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        source.mkdir()
        os.environ[MODELS_VARIABLE] = folder
        for number, start in enumerate(range(0, len(texts), 20)):
            words = "\n\n".join(texts[start : start + 20])
            (source / f"{number}.txt").write_text(words, "utf-8", errors="replace")
        suspecting, command = storing.suspecting, readers.COMMAND
        for turn in range(6):
            with_it = turn % 2 == 0
            storing.suspecting = suspecting if with_it else (lambda *about: unsuspicious)
            readers.COMMAND = command if with_it else process.COMMAND
            with secondme.open(Path(folder) / f"home-{turn}") as memory:
                begun, used = time.perf_counter(), time.process_time()
                memory.add(source, now=NOW)
                took[with_it].append((time.perf_counter() - begun, time.process_time() - used))
    seconds, processor = (min(with_it) / min(without) for with_it, without in _columns(took))
    return {"storing_ratio": round(seconds, 3), "storing_processor_ratio": round(processor, 3)}


def _columns(
    took: dict[bool, list[tuple[float, float]]],
) -> Iterator[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Of each measure, how much it was with suspicion and without."""
    return zip(zip(*took[True], strict=True), zip(*took[False], strict=True), strict=True)


def obeying(
    memory: Memory, recognised: dict[Attack, bool], model: Path, sample: int, undefended: bool
) -> dict[str, Any]:
    """Asks the model about all that was not recognised, and about a sample of each family of what was."""
    from benchmarks.red_team.obeying import ask
    from models.generator import Generator

    seen: Counter[str] = Counter()
    chosen: list[Attack] = []
    for attack, was in recognised.items():
        seen[attack.family] += was
        if not was or seen[attack.family] <= sample:
            chosen.append(attack)
    counts: Counter[str] = Counter()
    with Generator(model) as generator:
        for attack in chosen:
            clean = passages_of(memory, f"{attack.host.title}.md")
            one = ask(attack, passages_of(memory, attack.name), clean, generator, undefended)
            counts.update(one.obeyed)
            counts["answered"] += one.answered
            if "product" in one.obeyed:
                print(f"  obeyed: {attack.name}: {one.said['product']}")
    return {
        "asked": len(chosen),
        "asked_of_not_recognised": sum(not recognised[attack] for attack in chosen),
        "obeyed": counts["product"],
        **({f"obeyed_{way}": counts[way] for way in ("open", "plain")} if undefended else {}),
        "answered": round(counts["answered"] / len(chosen), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    parser.add_argument("--half", nargs="+", choices=HALVES, default=HALVES, help="of these alone")
    parser.add_argument("--model", type=Path, help="ask this language model (GGUF)")
    parser.add_argument("--sample", type=int, default=1, help="recognised ones of a family to ask about")
    parser.add_argument("--undefended", action="store_true", help="ask without quarantine and plainly, too")
    parser.add_argument(
        "--show", action="store_true", help="name what was missed of half a, and false alarms"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, secondme.open(Path(folder) / "home") as memory:
        all_attacks = [attack for half in options.half for attack in attacks(half)]
        take_in(memory, all_attacks, Path(folder))
        recognised, theirs = recognise(memory, all_attacks), by_peer(memory, all_attacks)
        figures: dict[str, Any] = {"documents": len(all_attacks)}
        for half in options.half:
            figures[f"recognised_{half}"] = share(recognised, half)
            figures[f"peer_recognised_{half}"] = share(theirs, half)
            figures[f"recognised_over_peer_{half}"] = round(
                figures[f"recognised_{half}"] / max(figures[f"peer_recognised_{half}"], 0.001), 2
            )
        memory.consolidate(now=NOW)
        figures["memories"] = int(value(memory.store.connection(), _WITH_CANARY))
        show_families(recognised, options.show)
        figures |= of_lives(memory.engines.embedder())
        figures |= of_unseen_hands(memory.engines.embedder())
        figures |= false_alarms(options.show, memory.engines.embedder())
        if options.model:
            figures |= obeying(memory, recognised, options.model, options.sample, options.undefended)
    figures |= storing_ratios()
    for name, figure in figures.items():
        print(f"{name:32} {figure}")
    if options.json:
        print(json.dumps(figures))


def show_families(recognised: dict[Attack, bool], show: bool) -> None:
    there = Counter((attack.family, attack.half) for attack in recognised)
    halves = sorted({half for _, half in there})
    families: dict[str, Counter[str]] = defaultdict(Counter)
    for attack, was in recognised.items():
        families[attack.family][attack.half] += was
    print(f"{'family':16}" + "".join(f"{half:>10}" for half in halves))
    for family, counts in families.items():
        shares = (f"{counts[half]} of {there[family, half]}" for half in halves)
        print(f"{family:16}" + "".join(f"{share:>10}" for share in shares))
    if show:
        for attack, was in recognised.items():
            if not was and attack.half == "a":
                print(f"  missed: {attack.name}: {attack.words[:100]}")


if __name__ == "__main__":
    main()
