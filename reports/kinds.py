"""What kind of agency a name alone tells, for a report checked without a roster. Pure."""

import re

from models.agency import Agency, Kind, Level
from reports.names import normalise, places_of

CODE = "named"  # of an agency that stands in no roster
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")

_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"[镇乡](?:人民)?政府$"), Kind.TOWNSHIP),
    (re.compile(r"街道(?:办事处|办)?$"), Kind.STREET),
    (re.compile(r"政府办(?:公[室厅])?$"), Kind.OFFICE),
    (re.compile(r"政府$"), Kind.GOVERNMENT),
    (re.compile(r"(?:管委会|管理委员会)$"), Kind.ZONE),
)
_LEVELS: tuple[tuple[str, Level], ...] = (
    ("省", Level.PROVINCE),
    ("自治区", Level.PROVINCE),
    ("县", Level.COUNTY),
    ("区", Level.COUNTY),
    ("旗", Level.COUNTY),
    ("市", Level.CITY),
    ("州", Level.CITY),
    ("盟", Level.CITY),
)


def agency_named(name: str) -> Agency:
    """An agency known by nothing but its full name; a department of a county where the name tells nothing else."""
    plain = normalise(name)
    kind = next((kind for pattern, kind in _KINDS if pattern.search(plain)), Kind.DEPARTMENT)
    return Agency(code=CODE, name=name, kind=kind, level=_level(plain, kind))


def _level(name: str, kind: Kind) -> Level:
    """By the last place the name begins with. A city of county rank counts as a city: a name cannot tell them apart."""
    if kind in (Kind.TOWNSHIP, Kind.STREET):
        return Level.TOWNSHIP
    places = places_of(name)
    if places and places[-1] in MUNICIPALITIES:
        return Level.PROVINCE
    last = places[-1] if places else ""
    return next((level for ending, level in _LEVELS if last.endswith(ending)), Level.COUNTY)
