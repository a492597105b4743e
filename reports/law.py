"""Every provision we cite, once: instrument, article, words, and where the words were read.

`words` holds a fragment of the provision itself and is empty wherever its wording has not been
confirmed in a source; `zh` and `en` say in our own words what is asked, and are never shown as law.
"""

from dataclasses import dataclass

from models.words import Words

REGULATION = "《中华人民共和国政府信息公开条例》（国务院令第711号，2019年5月15日起施行）"
REGULATION_BEFORE = "《中华人民共和国政府信息公开条例》（国务院令第492号，2019年5月15日修订施行前）"
FORM_2019 = "国办公开办函〔2019〕60号（试行格式）"
FORM_2021 = "国办公开办函〔2021〕30号"

_REGULATION_READ = "GitHub LawRefBook/Laws：行政法规/政府信息公开条例(2019-04-03).md"
_FORM_2021_READ = "http://zrzy.smx.gov.cn/16903/616589856/1288675.html"
_HUAIHUA_READ = "http://www.chnzj.gov.cn/chnzj/c133076/202204/c7190af08a8e4fc49bf5450b10396b52.shtml"
_MIRROR_READ = "https://275167.com/OpennessContent/download/2277958.html（宁国市商务局所发文件的镜像）"
_TABLES_READ = "按该格式公布的年度报告所载表格"
_GUANGDONG_READ = "粤办函〔2010〕249号 http://fsou.com/html/text/lar/171865/17186519.html"
_PUTIAN_READ = "http://fsou.com/html/text/lar/172643/17264307_2.html"
_WUWEI_READ = "https://www.gswuwei.gov.cn/art/2025/12/19/art_76_1558865.html"


class UnknownProvision(LookupError):
    """No provision of that id is cited by this project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One provision: what it is, what it asks, and its words as far as they are confirmed."""

    id: str
    instrument: str  # the instrument as cited in Chinese
    article: str  # empty: the instrument as a whole
    words: str = ""  # verbatim; empty: not confirmed, quote nothing
    source: str  # where the wording was read
    zh: str  # what it asks, in our own words
    en: str
    before_2019: str = ""  # id of the provision that stood in its place for report years up to 2018

    @property
    def asks(self) -> Words:
        """What it asks, in our own words."""
        return Words(self.zh, self.en)

    @property
    def citation(self) -> str:
        """Instrument and article, as one would cite them in Chinese."""
        return f"{self.instrument}{self.article}"


def provision(provision_id: str) -> Provision:
    """The provision of that id; raises UnknownProvision where there is none."""
    try:
        return _BY_ID[provision_id]
    except KeyError:
        known = ", ".join(sorted(_BY_ID))
        raise UnknownProvision(
            f"no provision {provision_id!r} in reports/law.py; cite one of: {known}, or add it there with its source"
        ) from None


PROVISIONS: tuple[Provision, ...] = (
    Provision(
        id="regulation.15",
        instrument=REGULATION,
        article="第十五条",
        words="涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息，行政机关不得公开。",
        source=_REGULATION_READ,
        zh="不公开会损害第三方合法权益的个人隐私。",
        en="Private matters whose disclosure would harm a third party are not disclosed.",
    ),
    Provision(
        id="regulation.20",
        instrument=REGULATION,
        article="第二十条",
        source=_REGULATION_READ,
        zh="应当主动公开的政府信息的范围，年度报告第二部分按其中各项计数。",
        en="What must be disclosed on the agency's own initiative; section 2 of the report counts by its items.",
    ),
    Provision(
        id="regulation.24",
        instrument=REGULATION,
        article="第二十四条",
        words="应当具备信息检索、查阅、下载等功能",
        source=_REGULATION_READ,
        zh="统一的政府信息公开平台应当能检索、查阅、下载。",
        en="The disclosure platform must let people search, read and download.",
    ),
    Provision(
        id="regulation.47",
        instrument=REGULATION,
        article="第四十七条",
        words="予以督促整改或者通报批评",
        source=_REGULATION_READ,
        zh="主管部门对未按照要求开展政府信息公开工作的，督促整改或者通报批评。",
        en="The competent office urges correction or issues a circular where disclosure work falls short.",
    ),
    Provision(
        id="regulation.49",
        instrument=REGULATION,
        article="第四十九条",
        words="上一年度政府信息公开工作年度报告",
        source=_REGULATION_READ,
        zh="年度报告报告的是本行政机关（本级政府）自己在上一年度的工作。",
        en="A report is the agency's (or the government's) own, and of the year before.",
        before_2019="regulation.2008.31",
    ),
    Provision(
        id="regulation.49.1",
        instrument=REGULATION,
        article="第四十九条第一款",
        words=(
            "县级以上人民政府部门应当在每年1月31日前向本级政府信息公开工作主管部门提交"
            "本行政机关上一年度政府信息公开工作年度报告并向社会公布。"
        ),
        source=_REGULATION_READ,
        zh="县级以上人民政府部门每年1月31日前（含当日）提交并公布上一年度报告。",
        en="Departments of county level and above submit and publish last year's report by 31 January, inclusive.",
    ),
    Provision(
        id="regulation.49.2",
        instrument=REGULATION,
        article="第四十九条第二款",
        words=(
            "县级以上地方人民政府的政府信息公开工作主管部门应当在每年3月31日前向社会公布"
            "本级政府上一年度政府信息公开工作年度报告。"
        ),
        source=_REGULATION_READ,
        zh="县级以上地方人民政府的主管部门每年3月31日前（含当日）公布本级政府上一年度报告。",
        en="A local government's competent office publishes that government's report by 31 March, inclusive.",
    ),
    Provision(
        id="regulation.50.1",
        instrument=REGULATION,
        article="第五十条第一款",
        source=_REGULATION_READ,
        zh=(
            "年度报告应当包括：主动公开情况，收到和处理申请情况，被申请行政复议、提起行政诉讼情况，"
            "存在的主要问题及改进情况（各级人民政府的还包括工作考核、社会评议和责任追究结果情况），其他需要报告的事项。"
        ),
        en=(
            "A report covers disclosure, requests, reviews and litigation, problems and improvements "
            "(governments: also assessment, public appraisal and accountability), and other matters."
        ),
        before_2019="form.2008",
    ),
    Provision(
        id="regulation.2008.31",
        instrument=REGULATION_BEFORE,
        article="第三十一条",
        words="各级行政机关应当在每年3月31日前公布本行政机关的政府信息公开工作年度报告",
        source=f"{_GUANGDONG_READ} 引用",
        zh="报告年度2018及以前：各级行政机关每年3月31日前公布自己的年度报告。",
        en="For report years up to 2018: every agency publishes its own report by 31 March.",
    ),
    Provision(
        id="form.2008",
        instrument=REGULATION_BEFORE,
        article="第三十二条",
        source="阳朔、八道江两地实施该条例的规定所列六项",
        zh=(
            "报告年度2018及以前：年度报告应当写明主动公开、依申请公开和不予公开、收费及减免、复议诉讼、"
            "主要问题及改进情况和其他事项；没有统一的标题、顺序和表格。"
        ),
        en=(
            "For report years up to 2018: disclosure, requests and refusals, fees, reviews and litigation, problems and "
            "improvements, other matters; no titles, order or tables were prescribed."
        ),
    ),
    Provision(
        id="form",
        instrument=REGULATION,
        article="第五十条第二款",
        words="全国政府信息公开工作主管部门应当公布政府信息公开工作年度报告统一格式，并适时更新",
        source=_REGULATION_READ,
        zh="年度报告按全国统一格式编制。",
        en="Reports follow the unified national form.",
    ),
    Provision(
        id="form.2019",
        instrument=FORM_2019,
        article="",
        source=_TABLES_READ,
        zh="报告年度2019、2020适用的试行格式：六个部分，三张表。",
        en="The trial form for report years 2019 and 2020: six sections, three tables.",
    ),
    Provision(
        id="form.2021",
        instrument=FORM_2021,
        article="",
        source=_TABLES_READ,
        zh="报告年度2021起适用的格式：六个部分，三张表。",
        en="The form for report years from 2021: six sections, three tables.",
    ),
    Provision(
        id="form.balance",
        instrument="统一格式申请情况表（2019、2021两版相同）",
        article="表头",
        words="本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和",
        source=_TABLES_READ,
        zh="每一列：本年新收加上年结转，等于办理结果总计加结转下年度。",
        en="In every column: new plus carried in equals results plus carried out.",
    ),
    Provision(
        id="form.overview",
        instrument=FORM_2021,
        article="总体情况部分",
        words="主要包括主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障",
        source=_FORM_2021_READ,
        zh="总体情况应当写明五个方面；各级人民政府的还包括工作考核、社会评议和责任追究结果情况。",
        en="The overview covers five topics; a government's also assessment, public appraisal and accountability.",
    ),
    Provision(
        id="form.duty",
        instrument=FORM_2021,
        article="（四）明确责任",
        words="不按时发布、发布内容不准确不全面或者内容雷同、敷衍塞责",
        source=f"{_MIRROR_READ}；{_HUAIHUA_READ} 转引相同文字",
        zh="报告应当按时发布，内容准确、全面，不雷同、不敷衍。",
        en="Reports are to be on time, accurate, complete, and not copied or perfunctory.",
    ),
    Provision(
        id="local",
        instrument="本地主管部门的通知或者名录",
        article="",
        source="由主管单位在名录中给出",
        zh="本地规定的报送、公布日期和范围。",
        en="A local order: who reports locally, and by which day.",
    ),
    Provision(
        id="practice",
        instrument="主管部门检查年度报告的通行做法",
        article="",
        source=f"{_GUANGDONG_READ} 等历年通报",
        zh="公布前应当核实、校对：同一数字在正文、表格和前后两年的报告中应当一致。",
        en="What oversight offices check: one number agrees across prose, tables and two years' reports.",
    ),
    Provision(
        id="practice.proofreading",
        instrument="粤办函〔2010〕249号对年度报告的通报",
        article="",
        words="在公布前没有做好核实、校对工作，出现了数据失准等一些不应有的错漏",
        source=_GUANGDONG_READ,
        zh="公布前应当通读、校对，不留错漏。",
        en="A report is read through and proofread before it is published.",
    ),
    Provision(
        id="practice.filling",
        instrument="按统一格式填报表格的通行做法",
        article="",
        source="宿迁、上海等地按该格式公布的年度报告所载表格",
        zh="表格每格填写数字，没有发生的填0，不留空白。",
        en="Every cell of a table holds a number; where nothing happened it is 0, not a blank.",
    ),
    Provision(
        id="practice.letter",
        instrument="莆田市2010年6月13日对年度报告的通报",
        article="",
        words="将向主管部门报送的函直接发布在网站上",
        source=_PUTIAN_READ,
        zh="公布的应当是年度报告本身，不是报送的函。",
        en="What is published is the report itself, not the letter that submits it.",
    ),
    Provision(
        id="practice.fees",
        instrument="按2021年格式公布的年度报告的通行做法",
        article="",
        source="宿迁、淮安、平潭、河北等地年度报告第六部分；公开流传的空白模板该部分也有此提示",
        zh="第六部分写明当年是否收取信息处理费；格式原文是否作此要求尚未核实。",
        en="Section 6 says whether fees for processing were charged; whether the circular itself asks it is not confirmed.",
    ),
    Provision(
        id="local.length",
        instrument="武威市2025年12月19日关于编制年度报告的通知",
        article="",
        words="篇幅原则上不超过一千字",
        source=_WUWEI_READ,
        zh="一地的要求：总体情况原则上不超过一千字。其他地方从其规定。",
        en="One city's order: the overview has no more than about 1,000 characters. Other places may ask otherwise.",
    ),
    Provision(
        id="practice.region",
        instrument="《年度报告发布情况评估报告》（中国社会科学院，2016年）",
        article="",
        source="https://qianqiantushu.com/ebook/read2666924.html（目录）",
        zh="政府的年度报告应当反映本行政区域信息公开的全貌，包括所属部门、街道、乡镇。",
        en="A government's report is to show disclosure in its whole region, departments and townships included.",
    ),
)

_BY_ID: dict[str, Provision] = {entry.id: entry for entry in PROVISIONS}
