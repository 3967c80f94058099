"""How names are written, to be made into patterns: words with a capital, and small ones between them."""

from __future__ import annotations

CAPITALISED = r"[A-ZÀ-Þ][\w'\u2019-]+"
FURTHER = rf"(?: (?:(?:de|da|do|van|von|der|di|del|la) )*{CAPITALISED})"
"""A further word of a name, with a blank before it: " de la Cruz"."""
