"""The roster's columns and closed sets, in English and as Chinese spreadsheets head and fill them."""

import re
import unicodedata
from collections.abc import Mapping

from models.agency import Kind, Level
from models.words import Language

# Column → the heading we write, then others we accept. Contract §3; the ledger's own words are in domain §5.5.
CHINESE: Mapping[str, tuple[str, ...]] = {
    "code": ("单位编码", "编码", "单位代码", "代码", "机构编码"),
    "name": ("单位全称", "单位名称", "全称", "名称", "机构名称"),
    "aliases": ("别名", "单位别名", "简称", "单位简称", "曾用名"),
    "kind": ("单位类别", "类别", "单位类型", "机构类别"),
    "level": ("层级", "级别", "行政层级", "单位层级"),
    "region": ("行政区划代码", "区划代码", "行政区划"),
    "parent": ("上级单位编码", "上级单位", "上级编码", "上级单位代码"),
    "oversight": ("主管公开办编码", "主管公开办", "公开办编码", "主管编码", "主管单位编码"),
    "column_url": ("年报栏目网址", "年报栏目", "栏目网址", "年报栏目URL", "年报栏目地址", "栏目地址"),
    "family": ("网站系统", "网站平台", "建站系统"),
    "local_due": ("本地时限", "本地要求时限", "地方时限"),
    "active_from": ("起始日期", "成立日期", "启用日期"),
    "active_to": ("终止日期", "撤销日期", "停用日期"),
    "successor": ("承继单位", "承继单位编码", "承接单位"),
    "exempt_reason": ("豁免理由", "豁免原因", "免报理由"),
    "exempt_document": ("豁免依据", "豁免文件", "豁免依据文件", "免报依据"),
    "exempt_until": ("豁免截止日期", "豁免期限", "豁免至", "免报截止日期"),
    "note": ("备注", "说明"),
}
COLUMNS = tuple(CHINESE)
REQUIRED = ("code", "name", "kind", "level")

KINDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.GOVERNMENT: ("政府", "人民政府", "本级政府"),
    Kind.OFFICE: ("政府办", "政府办公室", "政府办公厅", "政府办公厅(室)"),
    Kind.DEPARTMENT: ("部门", "政府部门", "工作部门", "组成部门", "政府工作部门"),
    Kind.TOWNSHIP: ("乡镇", "乡镇政府", "乡", "镇", "乡镇人民政府"),
    Kind.STREET: ("街道", "街道办", "街道办事处"),
    Kind.ZONE: ("开发区", "管委会", "开发区管委会", "高新区"),
    Kind.VERTICAL: ("垂管", "垂管部门", "垂直管理", "垂直管理部门"),
    Kind.AUTHORISED: ("授权组织", "法律法规授权组织", "授权机构"),
}
LEVELS: Mapping[Level, tuple[str, ...]] = {
    Level.NATIONAL: ("国家", "国家级", "中央", "全国"),
    Level.PROVINCE: ("省", "省级", "自治区", "直辖市", "省(区、市)"),
    Level.CITY: ("市", "市级", "地级", "地级市", "设区市", "地市"),
    Level.COUNTY: ("县", "县级", "区", "区级", "区县", "县区", "县(市、区)", "县市区"),
    Level.TOWNSHIP: ("乡", "乡级", "乡镇", "乡镇级", "镇", "街道"),
}
FAMILIES = ("trs", "hanweb", "hanweb_report", "vsb", "gkmlpt", "nfcms", "shtml_hex", "anhui", "generic")


def column_of(heading: str) -> str | None:
    """The column a heading names, in either language; None: not one of ours."""
    return _HEADINGS.get(_folded(heading))


def heading_of(column: str, language: Language) -> str:
    """The heading we write over a column."""
    return CHINESE[column][0] if language is Language.ZH else column


def kind_of(text: str) -> Kind | None:
    """The kind a cell names, in either language; None: none of ours."""
    return _KINDS.get(_folded(text))


def level_of(text: str) -> Level | None:
    """The level a cell names, in either language; None: none of ours."""
    return _LEVELS.get(_folded(text))


def word_for(value: Kind | Level, language: Language) -> str:
    """The word we write for a kind or a level."""
    if language is Language.EN:
        return value.value
    return KINDS[value][0] if isinstance(value, Kind) else LEVELS[value][0]


def clean_name(text: str) -> str:
    """A name on one line: NFC, no invisible characters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", clean_text(text)).split())


def clean_text(text: str) -> str:
    """A text without the characters nobody sees and spreadsheets refuse; lines end in `\\n`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _INVISIBLE.sub("", lines).strip()


# Controls, zero-width and direction marks, variation selectors, and what XML cannot hold.
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e01ef]"
)


def _folded(text: str) -> str:
    """Spelling apart: width, case, spaces, underscores, the mark of a required column and what it adds in brackets."""
    plain = unicodedata.normalize("NFKC", clean_text(text)).casefold()
    return re.sub(r"\((必填|选填|可选|required|optional)\)|[\s_*\-:]", "", plain)


_HEADINGS = {_folded(word): column for column, words in CHINESE.items() for word in (column, *words)}
_KINDS = {_folded(word): kind for kind, words in KINDS.items() for word in (kind, *words)}
_LEVELS = {_folded(word): level for level, words in LEVELS.items() for word in (level, *words)}
