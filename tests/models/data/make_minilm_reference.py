"""Recompute minilm_reference.json with PyTorch and transformers, which are no dependencies of this project.

    python make_minilm_reference.py FOLDER_WITH_MODEL_SAFETENSORS_AND_TOKENIZER

Mean of the last hidden states over all tokens including [CLS] and [SEP], then unit length: what
sentence-transformers does for this model.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path

TEXTS = [
    "The cat sat on the mat.",
    "A kitten rested on the rug.",
    "Stock markets fell sharply today.",
    "Where did I put the spare key to the garden shed?",
    "Dr. Okafor moved my appointment from 3:15pm on 14/02 to Friday, ok?",
    "Café naïve résumé — “quoted” text, ellipsis… and a dash–dash",  # noqa: RUF001
    "東京で会いましょう 🙂 see you there",
    "Mein Zug fährt um 7:05 Uhr ab; ALL CAPS and under_scores and C++17.",
    "ok",
    "antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis",
    "The kitchen was quiet. " * 40,
]


def main(folder: str) -> None:
    import torch
    import transformers
    from transformers import BertModel, PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast(tokenizer_file=f"{folder}/tokenizer.json")
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.backend_tokenizer.no_truncation()
    model = BertModel.from_pretrained(folder, attn_implementation="eager").float().eval()
    texts = []
    for text in TEXTS:
        ids = tokenizer.backend_tokenizer.encode(text).ids
        mask = torch.ones(1, len(ids))
        with torch.no_grad():
            found = model(input_ids=torch.tensor([ids]), attention_mask=mask)
        vector = (
            torch.nn.functional.normalize(found.last_hidden_state[0].mean(0), dim=0).numpy().astype("<f4")
        )
        texts.append({"text": text, "tokens": ids, "vector": base64.b64encode(vector.tobytes()).decode()})
    made_by = (
        f"tests/models/data/make_minilm_reference.py with torch {torch.__version__} and transformers "
        f"{transformers.__version__}, float32 on a CPU, from the official safetensors and tokenizer.json. "
        "vector: base64 of 384 little-endian float32, unit length. tokens: ids including [CLS] and [SEP]."
    )
    packed = json.dumps({"made_by": made_by, "texts": texts}, ensure_ascii=False, indent=1)
    Path(__file__).with_name("minilm_reference.json").write_text(packed + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
