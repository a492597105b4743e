"""What the name and the address of a link say of where annual reports are listed: domain §6.1. Pure; points add up."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from models.words import Words

SPACES = re.compile(r"\s+")
# A column of other yearly papers is none, however much its name sounds like one.
OTHER = re.compile(
    r"网站|报表|统计|法治|执法|决算|预算|企业|财政|审计|环境|质量|工作总结|政府工作报告|部署|通知|解读|图解"
)
NAMES: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"政府信息公开(?:工作)?(?:年度?报告?|年度工作报告)"), 60),
    (re.compile(r"(?:政务|信息)?公开(?:工作)?年度?报告?"), 50),
    (re.compile(r"^(?:年报|年度报告|工作年报|年度工作报告)$"), 40),
    (re.compile(r"(?:年报|年度报告)$"), 30),  # 市直部门年报
)
A_YEAR = re.compile(r"(?:19|20)\d\d")
LONGEST_NAME = 24  # characters; beyond it stands the title of a document
FOLDERS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"/xxgkAnnualReport\.jsp$", re.IGNORECASE), 40),
    (re.compile(r"/Xxgknb/|/annual_report/"), 30),
    (
        re.compile(
            r"/[a-z]*(?:zfxxgkn|xxgkn|gkn)(?:d?b|dbg)(?:[./][^0-9]*)?$|/[a-z]*ndbg(?:[./][^0-9]*)?$",
            re.IGNORECASE,
        ),
        20,
    ),
    (re.compile(r"/(?:20\d\d)?nd?b[_a-z0-9]{0,8}(?:[./][^0-9]*)?$", re.IGNORECASE), 10),
)
WAYS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"政府信息公开$|政府信息公开(?:专栏|平台|目录)|^信息公开$"), 30),
    (re.compile(r"政务公开|信息公开"), 25),
    (re.compile(r"网站地图|站点地图"), 22),
    (re.compile(r"^公开$|公开目录|公开指南|公开制度|法定主动公开"), 12),
)
YEAR = re.compile(r"^(?:20\d\d年?(?:度|年度报告|年报)?)$")
CLASSES = re.compile(r"部门|街道|乡镇|镇街|政府|区县|县区|市县|单位|垂管|垂直")
DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|wps|xlsx?|zip|rar|jpe?g|png|gif|mp4|ofd)$|t20\d{6}_\d+|/content/m?post_|/art/20\d\d/|/info/\d+/\d+\.",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """How much speaks for a link, and why."""

    points: int = 0
    why: tuple[Words, ...] = ()


def signs_of_a_column(name: str, url: str) -> Signs:
    """What speaks for a link's being the column itself; nothing where it names another paper or a document.

    A name with a year in it is a document's, or that of a part of the column.
    """
    name = SPACES.sub("", name)
    if OTHER.search(name) or len(name) > LONGEST_NAME or DOCUMENT.search(urlsplit(url).path):
        return Signs()
    named = (
        next((points for pattern, points in NAMES if pattern.search(name)), 0)
        if not A_YEAR.search(name)
        else 0
    )
    path = urlsplit(url).path
    folder = next((points for pattern, points in FOLDERS if pattern.search(path)), 0)
    why = []
    if named:
        why.append(Words(zh=f"栏目名为「{name}」", en=f"it is called “{name}”"))
    if folder:
        why.append(Words(zh=f"网址像年报栏目：{path}", en=f"its address looks like one: {path}"))
    return Signs(points=named + folder, why=tuple(why))


def points_of_a_way(name: str, url: str) -> int:
    """How likely a link leads to where the column is linked: 政府信息公开 before 政务公开 before 网站地图."""
    name = SPACES.sub("", name)
    if DOCUMENT.search(urlsplit(url).path) or len(name) > LONGEST_NAME:
        return 0
    return next((points for pattern, points in WAYS if pattern.search(name)), 0)


def divides_a_column(name: str) -> bool:
    """Whether a link in a column names a part of it: a year, or a class of agencies."""
    name = SPACES.sub("", name)
    return YEAR.match(name) is not None or (len(name) <= LONGEST_NAME and CLASSES.search(name) is not None)
