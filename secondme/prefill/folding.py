"""Text as it is compared with other text, whatever its marks, accents and capitals."""

from __future__ import annotations

import re
import unicodedata


def folded(text: str) -> str:
    """Text as it is compared: small letters without accents, single spaces, of signs only + and -, and those
    not within words ("full-time" is "full time", "A-" is not "A")."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w+\-]+|(?<=[^\W\d_])-(?=[^\W\d_])", " ", bare).split())
