"""What an agency may be expected to count, by its row of the roster, or else by its name alone.

General knowledge, not law: whoever relies on it only asks a person to look.
"""

import re
from enum import StrEnum

from models.agency import Agency, Kind, Level

_NATIONAL = re.compile(
    r"^(?:国务院|国家|中国|中华人民共和国)|^[^省市县区州盟旗乡镇]{2,12}(?:部|总局|总署|审计署)$|^审计署$"
)
_BODY = r"(?:人民政府(?:办公[室厅])?)?$"
_OF_PROVINCE = re.compile(rf"^(?:[^市县区]{{2,8}}?省|.{{2,8}}自治区|(?:北京|天津|上海|重庆)市){_BODY}")
_OF_CITY = re.compile(rf"^(?:[^市县区]{{2,8}}省|.{{2,8}}自治区)?[^市县区]{{2,8}}(?:市|州|盟|地区){_BODY}")
_RULED_BY = (Kind.GOVERNMENT, Kind.OFFICE)  # an office often reports for its government
_RULING_LEVELS = (Level.PROVINCE, Level.CITY)

_ENFORCERS = re.compile(
    r"市场监督管理|市场监管|公安|城市管理|城管|综合行政执法|应急管理|交通运输|生态环境|自然资源|农业农村|卫生健康|消防|税务|海关"
)
_NOT_ENFORCERS = re.compile(
    r"信访|机关事务|外事|侨务|台湾事务|研究室|政策研究|发展研究|地方志|史志|驻.{2,4}办事处|接待|人民政府办公[室厅]$|政府办$"
)


class Enforcement(StrEnum):
    """Whether an agency licenses and punishes in its daily work."""

    USUAL = "usual"
    UNUSUAL = "unusual"
    UNKNOWN = "unknown"


def may_rule(agency: Agency | None, name: str | None) -> bool | None:
    """Whether it may issue 规章 (or reports for one that may); None where neither roster nor name tells."""
    if agency is not None:
        return agency.level is Level.NATIONAL or (agency.kind in _RULED_BY and agency.level in _RULING_LEVELS)
    if not name:
        return None
    return any(pattern.search(name) for pattern in (_NATIONAL, _OF_PROVINCE, _OF_CITY))


def enforcement(agency: Agency | None, name: str | None) -> Enforcement:
    """What its name makes one expect; a government counts for all below it, so nothing is expected of it."""
    if agency is not None and agency.kind in (Kind.GOVERNMENT, Kind.TOWNSHIP, Kind.STREET, Kind.ZONE):
        return Enforcement.UNKNOWN
    called = agency.name if agency is not None else name or ""
    if _ENFORCERS.search(called):
        return Enforcement.USUAL
    return Enforcement.UNUSUAL if _NOT_ENFORCERS.search(called) else Enforcement.UNKNOWN
