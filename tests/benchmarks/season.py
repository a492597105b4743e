"""Ten thousand made-up reports, some of them taken over from others: what the search for likeness costs and finds.

Run as a process of its own, so that its memory is its own: `python -m tests.benchmarks.season 10000`.
Prints one JSON object.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from models.passage import Passage
from models.report import Report, Section
from reports.likeness import SIMILAR, Index, may_meet, passages
from reports.likeness.index import mutual_share


def _words(length: int, text: str) -> tuple[str, ...]:
    return tuple(text[at : at + length] for at in range(0, len(text), length))


# Short words in many orders: two agencies share words and hardly a sentence, as measured on real reports (at most 0.21 of
# a text). Every county has six sentences that all its agencies use, so that neighbours are somewhat alike.
WHO = _words(
    4,
    "政策法规综合科室信息中心下属单位服务窗口承办部门分管领导值班人员法律顾问网站编辑起草人员基层站所驻厅干部业务骨干社区网格监督专员",
)
WHEN = _words(
    3,
    "每月初每季末印发时年初起汛期内开学前上半年下半年收件后会议后节假日办结后年底前入冬后平日里整改期换届时",
)
HOW = _words(
    2,
    "逐条集中分类及时定期交叉当面统一公开主动同步按月按季限时反复逐一重点全程现场联合就地分批书面远程轮流随机细致从严",
)
DO = _words(
    2,
    "核对清点整理补录检查登记讲解说明回访发布公示汇编征求约请开设推送上传标注隐去注明附上配发录制归档复核转办协调督促纠正更新统计评估抽查受理答复告知比对筛选"
    "拆分合并翻译测试张贴播放收集转载备份剔除",
)
WHAT = _words(
    4,
    "学区地图水库水位低保名单公交线路征地补偿食品抽检施工许可招聘公告预算执行危房改造惠农补贴医保目录环评审批采砂规划养老机构消防检查古树名木物业评价垃圾清运"
    "供水水质培训机构重点项目应急场所残疾补助文物修缮农机购置房屋租赁就业岗位停车泊位林地使用公证流程扶持资金菜价监测路灯报修校车路线疫苗库存景区客流河道清淤"
    "粮食收购宅基地图社保缴费小区改造广告牌匾夜间施工扬尘治理烟花禁放",
)
GOAL = _words(
    2, "方便减少避免保证防止回应照顾弄清明确缩短听取接受便利留住消除增进满足提醒杜绝缓解补足延伸压实打通稳住"
)
AIM = _words(
    4,
    "群众查阅同类申请重复填报口径一致信息过期来电疑问居民需要办理进度各方责任等候时间不同意见社会监督企业投资完整记录误会争议相互信任实际需求临期事项推诿扯皮"
    "排队压力人手缺口服务半径基层担子堵点难点数据口子",
)

PLANTED = 0.02  # of the reports take over a section of another
EDITS = (0, 2, 4, 6, 8, 12, 16)  # hundredths of the characters that a copy changes
COUNTY = 40  # agencies on one template


def reports(numbers: range) -> Iterator[tuple[str, Report]]:
    """An agency's code and its report, one after another; each is forgotten once it is taken."""
    for number in numbers:
        yield f"a{number}", _report(number, *_texts(number))


def copies(count: int) -> Iterator[tuple[int, int, int]]:
    """(report, section, the report it took it from); nobody is taken from twice."""
    dice, many = Random("planted"), int(count * PLANTED)
    sources, takers = dice.sample(range(count // 2), many), dice.sample(range(count // 2, count), many)
    yield from ((taker, dice.choice((1, 5)), source) for taker, source in zip(takers, sources, strict=True))


def _texts(number: int) -> tuple[str, str]:
    dice, county = Random(f"report {number}"), Random(f"county {number // COUNTY}")
    shared = [_sentence(county) for _ in range(6)]
    own = [_sentence(dice) for _ in range(dice.randint(16, 34))]
    overview = [*own, *shared]
    dice.shuffle(overview)
    return "".join(overview), "".join(_sentence(dice) for _ in range(dice.randint(7, 14)))


def _sentence(dice: Random) -> str:
    pick = dice.choice
    return pick(
        (
            f"{pick(WHEN)}{pick(WHO)}{pick(HOW)}{pick(DO)}{pick(WHAT)}，{pick(GOAL)}{pick(AIM)}。",
            f"{pick(WHAT)}与{pick(WHAT)}{pick(HOW)}{pick(DO)}{dice.randint(2, 400)}条，{pick(GOAL)}{pick(AIM)}。",
            f"{pick(WHO)}把{pick(WHAT)}{pick(DO)}成册，{pick(WHEN)}{pick(DO)}，{pick(GOAL)}{pick(AIM)}。",
            f"为{pick(GOAL)}{pick(AIM)}，{pick(WHAT)}{pick(WHEN)}{pick(HOW)}{pick(DO)}，{pick(WHAT)}随后{pick(DO)}。",
        )
    )


def _report(number: int, overview: str, problems: str) -> Report:
    name = f"第{number}县某局"
    return Report(
        title=None, agency=name, title_year=2025, year=2025, edition="2021",
        sections=(
            Section(no=1, title="总体情况", text=f"2025年，{name}认真做好公开工作。{overview}"),
            Section(no=5, title="存在的主要问题及改进情况", text=f"不足之处：{problems}"),
            Section(no=6, title="其他需要报告的事项", text="无其他需要报告的事项。"),
        ),
    )  # fmt: skip


def _edited(text: str, hundredths: int, dice: Random) -> str:
    """A text of which so much was put in other words, five characters at a time."""
    letters = list(text)
    for _ in range(len(letters) * hundredths // 500):
        at = dice.randrange(len(letters) - 5)
        letters[at : at + 5] = dice.sample("东南西北春夏秋冬山水", 5)
    return "".join(letters)


def _planted(number: int, section: int, source: int, dice: Random) -> Report:
    mine, theirs = _texts(number), _texts(source)
    taken = _edited(theirs[section == 5], dice.choice(EDITS), dice)
    return _report(number, taken if section == 1 else mine[0], taken if section == 5 else mine[1])


def _season(count: int) -> tuple[list[Passage], float]:
    """What every report is compared by, and the seconds it took to cut it out."""
    planted = {number: (section, source) for number, section, source in copies(count)}
    dice, cut, seconds = Random("edits"), [], 0.0
    for number, (code, report) in enumerate(reports(range(count))):
        if number in planted:
            report = _planted(number, *planted[number], dice)
        began = time.process_time()
        cut += passages(report, agency=code, year=2025, document=code)
        seconds += time.process_time() - began
    return cut, seconds


def main(count: int) -> dict[str, object]:
    """Cut out, index and look up all; what was planted and what was found."""
    everything, cutting = _season(count)
    began = time.process_time()
    index = Index()
    index.add((number, passage.text) for number, passage in enumerate(everything))
    indexing = time.process_time() - began
    began, found = time.process_time(), set[tuple[str, str, int]]()
    for number, mine in enumerate(everything):
        for match in index.closest(number, among=lambda other, mine=mine: may_meet(mine, everything[other])):
            other = everything[match.key]
            found.add((min(mine.agency, other.agency), max(mine.agency, other.agency), mine.section))
    looking = time.process_time() - began
    expected = _expected(count, everything)
    return {
        "reports": count,
        "passages": len(everything),
        "seconds": {
            "cutting": round(cutting, 1),
            "indexing": round(indexing, 1),
            "looking up": round(looking, 1),
        },
        "megabytes": _most_memory() // 1024,
        "alike": len(expected),
        "missed": len(expected - found),
        "wrong": len(found - expected),
    }


def _most_memory() -> int:
    """The most this process ever held, in KB. Not `ru_maxrss`: that begins with what the parent held."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def _expected(count: int, everything: list[Passage]) -> set[tuple[str, str, int]]:
    """The planted pairs that are alike when compared letter by letter."""
    texts = {(passage.agency, passage.section): passage.text for passage in everything}
    return {
        (min(f"a{number}", f"a{source}"), max(f"a{number}", f"a{source}"), section)
        for number, section, source in copies(count)
        if mutual_share(texts[f"a{number}", section], texts[f"a{source}", section]) >= SIMILAR
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
