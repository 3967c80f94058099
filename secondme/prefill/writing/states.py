"""States and provinces that addresses write in two letters: of the United States and Canada."""

from __future__ import annotations

from secondme.prefill.folding import folded

_TABLE = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware
DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas
KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi
MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York
NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|PR Puerto Rico
RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia
WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming
AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador
NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec
SK Saskatchewan|YT Yukon
"""
STATES: dict[str, str] = {
    entry[:2]: entry[3:] for line in _TABLE.strip().splitlines() for entry in line.split("|")
}
"""Name by the two letters. No two states share them."""
_LETTERS = {folded(name): letters for letters, name in STATES.items()}


def names_of_state(text: str) -> tuple[str, ...]:
    """The state as it stands, and by its other name: letters and name; as it stands alone for any other."""
    other = STATES.get(text.strip()) or _LETTERS.get(folded(text), "")
    return (text, other) if other else (text,)
