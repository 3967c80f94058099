"""Masking: names, numbers and secrets stand as placeholders in text that leaves, and come back exactly.

words       names of people and the person's own words
numbers     telephone numbers, cards, accounts, addresses
secrets     passwords and keys
identities  numbers of passports, identity cards, taxes
dates       what is a date, and stays
finding     all of it in one text, without overlaps
places      placeholders: how they look, and how they are found again
mask        text out, text back

Nothing here knows where text goes: whatever sends text out can use it. It reads no disk and no clock.
"""

from secondme.masking.mask import Mask
from secondme.masking.places import Restorer
from secondme.masking.words import Names

__all__ = ["Mask", "Names", "Restorer"]
