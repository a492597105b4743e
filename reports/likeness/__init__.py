"""Which reports are alike: text masked of all that every report says, cut into runs, looked up and compared. Pure.

Two texts are alike when what is left of one once the form's words, names, places, years and figures are masked stands
in the other too, run by run of six characters. The order of the runs makes no difference.
"""

from reports.likeness.comparing import SAME, SIMILAR, common_run, share
from reports.likeness.index import Index, Match
from reports.likeness.masking import Masked, introductions, mask, short_forms
from reports.likeness.resembling import excerpt, resemblances
from reports.likeness.sections import masked_section, may_meet, own_names, passages

__all__ = [
    "SAME",
    "SIMILAR",
    "Index",
    "Masked",
    "Match",
    "common_run",
    "excerpt",
    "introductions",
    "mask",
    "masked_section",
    "may_meet",
    "own_names",
    "passages",
    "resemblances",
    "share",
    "short_forms",
]
