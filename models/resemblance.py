"""Text that two reports share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    """A section of this report and one of another agency's, alike once boilerplate, names, years and figures are masked.

    `share` is the part of the shorter text found in the other, from 0 to 1.
    """

    section: int  # in this report
    agency: str  # whose report the other text stands in, by name
    year: int
    other_section: int
    share: float
    excerpt: str = ""  # the longest run of text both have, as printed here
