"""Doubts: why a value that was found may not be the person's, or may not hold any more. Pure.

A frame that a reader knows says what a value is. Whose it is, whether it still holds and where it ends is
told by what stands around it, in every hand's notes alike: that is what is looked at here, after all readers.

case       a value with all that is noted beside it
place      where a value stands: its sentence, its line, what stands above
whole      whether it is cut as such values are
whose      whether somebody else is spoken of
lasting    whether it still holds
rivals     what else of its kind stands in the person's notes
judging    the first doubt, in words for the person
"""

from secondme.prefill.finding.doubts.case import Case
from secondme.prefill.finding.doubts.judging import doubt_about

__all__ = ["Case", "doubt_about"]
