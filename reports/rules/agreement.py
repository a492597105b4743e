"""What the text says must agree with what the tables say. Text is never certain: these rules only ask a person to look.

One of them is certain: a text that plainly says there was no request, over a table that counts some, or the reverse.
"""

from models.report import Report
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.editions import Edition
from reports.prose import Prose, Subject
from reports.prose.lists import Breakdown, breakdowns
from reports.rules import charges
from reports.rules._registry import Held, NotChecked, Part, Parts, rule
from reports.rules.arithmetic import figure
from reports.rules.claims import has_none, is_denied, of_remedies, of_requests
from reports.rules.tally import parts_of, tallied


@rule("agreement.received", severity=Severity.MAJOR, basis="practice")
def received(report: Report, edition: Edition, prose: Prose) -> Parts:
    """正文收到申请数与表一致 · The requests received, in text and table.

    查什么：正文写的收到（受理、接收）申请件数，等于申请情况表“本年新收”总计；正文没有另写上年结转的，也可以等于
        “本年新收”加“上年结转”。不一致只提请人工复核。
    何时不查：没有读到申请情况表；正文没有写件数；表中对应格为空白；一方写没有收到的，由 agreement.none-claimed 比较。
        分渠道、分类别的，其他年度的，其他单位的件数不比较。
    符合：收到5件，叠加上年结转11件，全年办理16件；表中新收5、结转11。
    不符：收到申请6件；表中新收5、结转0。
    怎样改：以台账为准，更正正文或者表格。

    Checks: the number of requests the text says were received equals 本年新收 in the table; where the text does not give
        上年结转 apart, the two together will do. A person is asked to look.
    Not checked: no applications table; no number in the text; a blank in the table; one side says there were none
        (see agreement.none-claimed). Numbers by channel or by kind, of other years or of others are not compared.
    Passes: 5 received, 11 carried in, 16 handled in all; the table has 5 new and 11 carried in.
    Fails: 6 received; the table has 5 new and none carried in.
    Mend: correct the text or the table, whichever differs from the register.
    """
    said = tuple(each for each in prose.of(Subject.RECEIVED) if each.number)
    if not said:
        yield _unsaid("收到申请的件数", "how many requests were received")
    elif has_none(report):
        yield NotChecked(
            Words(
                "表中没有收到申请，见 agreement.none-claimed",
                "the table has none: see agreement.none-claimed",
            )
        )
    else:
        yield tallied(said, report, edition)


@rule("agreement.carried-out", severity=Severity.MAJOR, basis="practice")
def carried_out(report: Report, edition: Edition, prose: Prose) -> Parts:
    """正文结转下年度数与表一致 · The requests carried out, in text and table.

    查什么：正文写的结转（转、顺延）下年度件数，以及“无结转下年度”，等于申请情况表“结转下年度继续办理”总计。
        只写“结转n件”的，也可以是“上年结转”。不一致只提请人工复核。
    何时不查：没有读到申请情况表；正文没有写；表中对应格为空白。
    符合：余下3件转至2026年办理；2025年的表中结转下年度3。
    不符：结转下年度2件；表中结转下年度0。
    怎样改：以台账为准，更正正文或者表格。

    Checks: the number of requests the text says go over into the next year, or that there are none, equals
        结转下年度继续办理 in the table. 结转 alone may mean those carried in as well. A person is asked to look.
    Not checked: no applications table; nothing in the text; a blank in the table.
    Passes: 3 left over for 2026; the table of 2025 carries 3 out.
    Fails: 2 carried out; the table carries out none.
    Mend: correct the text or the table, whichever differs from the register.
    """
    said = prose.of(Subject.CARRIED_OUT)
    if said:
        yield tallied(said, report, edition)
    else:
        yield _unsaid("结转下年度的件数", "how many requests were carried out")


@rule("agreement.carried-in", severity=Severity.MAJOR, basis="practice")
def carried_in(report: Report, edition: Edition, prose: Prose) -> Parts:
    """正文上年结转数与表一致 · The requests carried in, in text and table.

    查什么：正文写的上年结转件数，等于申请情况表“上年结转”总计。不一致只提请人工复核。
    何时不查：没有读到申请情况表；正文没有写件数；表中对应格为空白。
    符合：办结1191件（含上年结转189件）；表中上年结转189。
    不符：上年结转2件；表中上年结转0。
    怎样改：以台账为准，更正正文或者表格。

    Checks: the number of requests the text says were carried in equals 上年结转 in the table. A person is asked to look.
    Not checked: no applications table; no number in the text; a blank in the table.
    Passes: 1191 closed, 189 of them carried in; the table carries in 189.
    Fails: 2 carried in; the table carries in none.
    Mend: correct the text or the table, whichever differs from the register.
    """
    said = prose.of(Subject.CARRIED_IN)
    if said:
        yield tallied(said, report, edition)
    else:
        yield _unsaid("上年结转的件数", "how many requests were carried in")


@rule("agreement.closed", severity=Severity.MAJOR, basis="practice")
def closed(report: Report, edition: Edition, prose: Prose) -> Parts:
    """正文办结数与表一致 · The requests closed, in text and table.

    查什么：正文写的办结、答复件数，等于申请情况表“（七）总计”；写“其中答复n件”的不大于它。只写“办理”“处理”n件的，
        也可以等于“本年新收”，或者“本年新收”加“上年结转”。不一致只提请人工复核。
    何时不查：没有读到申请情况表；正文没有写件数；表中对应格为空白；当场、延期、逾期答复的件数不比较。
    符合：受理3259件，答复3278件；表中总计3278。
    不符：办结10件；表中总计12。
    怎样改：以台账为准，更正正文或者表格。

    Checks: the number of requests the text says were closed or answered equals （七）总计 in the table; 其中答复 is no
        more than that. 办理 and 处理 may also mean 本年新收, or this and 上年结转. A person is asked to look.
    Not checked: no applications table; no number in the text; a blank in the table. Answers given on the spot, late or
        after an extension are not compared.
    Passes: 3259 received and 3278 answered; the table closes 3278.
    Fails: 10 closed; the table closes 12.
    Mend: correct the text or the table, whichever differs from the register.
    """
    said = prose.of(Subject.CLOSED, Subject.HANDLED)
    if said:
        yield tallied(said, report, edition)
    else:
        yield _unsaid("办结的件数", "how many requests were closed")


@rule("agreement.results", severity=Severity.MAJOR, basis="practice")
def results(report: Report, edition: Edition, prose: Prose) -> Parts:
    """正文办理结果与表一致 · The results of requests, in text and table.

    查什么：正文写的各种办理结果的件数（予以公开、部分公开、不予公开、无法提供、不予处理、其他处理，以及其中各项），
        等于申请情况表对应各行的总计；写“予以公开及部分公开”的，等于两行之和。不一致只提请人工复核。
    何时不查：没有读到申请情况表；正文没有写；表中对应格为空白；表格以外的说法（撤回、非政府信息等）不比较。
    符合：予以公开71件、部分公开5件、不予公开28件；表中71、5，不予公开八项之和28。
    不符：部分公开2件；表中部分公开0。
    怎样改：以台账为准，更正正文或者表格。

    Checks: the number the text gives for each result, group of results, or granted and partial together, equals the
        rows of the table that count it. A person is asked to look.
    Not checked: no applications table; nothing in the text; a blank in the table. Results the form has no row for are
        not compared.
    Passes: 71 granted, 5 partial, 28 refused; the table has 71 and 5, and its eight rows of refusals add up to 28.
    Fails: 2 partial; the table has none.
    Mend: correct the text or the table, whichever differs from the register.
    """
    said = prose.of(Subject.RESULT)
    if said:
        yield from parts_of(said, report, edition)
    else:
        yield _unsaid("办理结果的件数", "how many requests ended how")


@rule("agreement.remedies", severity=Severity.MAJOR, basis="practice")
def remedies_agree(report: Report, edition: Edition, prose: Prose) -> Parts:
    """正文复议诉讼数与表一致 · Reviews and lawsuits, in text and table.

    查什么：正文写的因政府信息公开引起的行政复议、行政诉讼件数及其中维持、纠正、其他结果、尚未审结的件数，等于复议诉讼
        情况表对应各格；诉讼为“未经复议直接起诉”与“复议后起诉”之和。不一致只提请人工复核。
    何时不查：没有读到复议诉讼情况表；正文没有写；表中对应格为空白；一方写没有发生的，由 agreement.none-claimed 比较。
        本机关作为复议机关办理的案件，败诉、纠错、二审的件数不比较。
    符合：复议3件，1件结果维持，2件结果纠正；表中维持1、纠正2、总计3。
    不符：行政复议2件；表中行政复议总计1。
    怎样改：以案件台账为准，更正正文或者表格。

    Checks: the number of reviews and lawsuits over disclosure, and of their outcomes, equals the cells of the table;
        lawsuits are the direct ones and those after review together. A person is asked to look.
    Not checked: no table of reviews and lawsuits; nothing in the text; a blank in the table; one side says there were
        none (see agreement.none-claimed). Cases decided by the agency itself, defeats and appeals are not compared.
    Passes: 3 reviews, 1 upheld, 2 corrected; the table has 1, 2 and 3 in all.
    Fails: 2 reviews; the table has 1.
    Mend: correct the text or the table, whichever differs from the register of cases.
    """
    said = tuple(each for each in prose.of(Subject.REMEDY) if each.number and not is_denied(each, report))
    if said:
        yield from parts_of(said, report, edition)
    else:
        yield _unsaid("行政复议、行政诉讼的件数", "how many reviews and lawsuits there were")


@rule("agreement.none-claimed", severity=Severity.MAJOR, basis="practice")
def none_claimed(report: Report, prose: Prose) -> Parts:
    """一方说没有，一方有数 · One side says there was none.

    查什么：正文写明本年度没有收到申请，而表中“本年新收”不为0；或者正文写明收到申请，而表中四项总计都为0：语句明白、
        表格各格确定的，判为不符，其余提请人工复核。正文写没有行政复议、行政诉讼而表中有的，或者相反，只提请人工复核：
        表中可能含有上年未审结的案件。
    何时不查：正文没有这样写；表中对应格为空白。“未收到网上申请”一类只说一部分的不算。
    符合：本年度未收到政府信息公开申请；表中本年新收0。
    不符：本年度未收到政府信息公开申请；表中本年新收3。
    怎样改：以台账为准，更正正文或者表格；常见原因是沿用了上年的文字。

    Checks: the text plainly says that no request was received, but 本年新收 is not 0; or that some were, but the table's
        four totals are 0. Where sentence and cells are beyond doubt this is a defect, else a person is asked to look.
        The same of reviews and lawsuits is always for a person: the table may hold cases open since last year.
    Not checked: the text says no such thing; a blank in the table. A sentence about some requests only, such as those
        sent online, does not count.
    Passes: no request was received this year; the table has 0 new.
    Fails: no request was received this year; the table has 3 new.
    Mend: correct the text or the table by the register; often a sentence of last year was left standing.
    """
    parts = [*of_requests(prose, report), *of_remedies(prose, report)]
    yield from parts or [
        _unsaid(
            "没有收到申请，或者没有行政复议、行政诉讼", "that there were no requests, reviews or lawsuits"
        )
    ]


@rule("agreement.documents", severity=Severity.MAJOR, basis="practice")
def documents(report: Report, edition: Edition, prose: Prose) -> Parts:
    """正文文件数与表一致 · Regulations and normative documents, in text and table.

    查什么：正文写的规章、规范性文件件数，写明制发、废止、现行有效的，等于主动公开情况表对应一格；只写“公开规范性文件n件”的，
        不大于该行最大的一格。不一致只提请人工复核。
    何时不查：没有读到主动公开情况表；正文没有写件数；表中对应格为空白，或者该格式没有这一格。起草、审查、清理、解读、移交的，
        其他机关制发的，与别的文件合计的不比较；有修改的规章不比较。
    符合：制定行政规范性文件4件；表中本年制发4。
    不符：公开信息中规范性文件5条；表中该行全为0。
    怎样改：以文件清单为准，更正正文或者表格；正文所写不是本机关制发的文件时，换用别的说法。

    Checks: the number of regulations and normative documents: made, repealed or valid against that cell of the disclosure
        table; where the text only says published, no more than the largest cell of the row. A person is asked to look.
    Not checked: no disclosure table; no number in the text; a blank in the table, or no such cell on the form. Drafts,
        reviews, explanations, others' documents, and numbers together with other documents are not compared, nor are
        regulations where some were amended.
    Passes: 4 normative documents were made; the table has 4 made this year.
    Fails: 5 normative documents among what was published; the table's row is all 0.
    Mend: correct the text or the table by the list of documents; where others made them, use another word.
    """
    said = prose.of(Subject.DOCUMENT)
    if said:
        yield from parts_of(said, report, edition)
    else:
        yield _unsaid("规章、规范性文件的件数", "how many regulations or normative documents")


@rule("agreement.decisions", severity=Severity.MINOR, basis="practice")
def decisions(report: Report, edition: Edition, prose: Prose) -> Parts:
    """正文许可处罚强制数与表一致 · Licences, penalties and coercion, in text and table.

    查什么：正文写的作出、完成、办理的行政许可、行政处罚、行政强制件数，等于主动公开情况表“处理决定数量”。
        不一致只提请人工复核。
    何时不查：没有读到主动公开情况表；正文没有写件数；表中对应格为空白。公开、公示了多少条，事项、清单有多少项，不比较。
    符合：完成行政许可3189项；表中行政许可3189。
    不符：作出行政处罚81件；表中行政处罚0。
    怎样改：以执法台账为准，更正正文或者表格；口径不同的，在正文中说明。

    Checks: the number of licences, penalties and coercive measures the text says were decided on equals 处理决定数量 in
        the table. A person is asked to look.
    Not checked: no disclosure table; no number in the text; a blank in the table. Numbers of entries published, and of
        items on lists of powers, are not compared.
    Passes: 3189 licences decided; the table has 3189.
    Fails: 81 penalties decided; the table has 0.
    Mend: correct the text or the table by the register of decisions; where the scope differs, say so.
    """
    said = prose.of(Subject.DECISION)
    if said:
        yield from parts_of(said, report, edition)
    else:
        yield _unsaid(
            "行政许可、行政处罚、行政强制的件数", "how many licences, penalties or coercive measures"
        )


@rule("agreement.fees", severity=Severity.MINOR, basis="practice")
def fees(report: Report, edition: Edition, prose: Prose) -> Parts:
    """正文收费与表一致 · Fees, in text and table.

    查什么：正文写的行政事业性收费金额，等于主动公开情况表的金额（万元）；收取了信息处理费的，表中收费金额不为0；
        写没有发出收费通知的，申请情况表中没有“逾期未按收费通知要求缴纳费用”的申请。不一致只提请人工复核。
    何时不查：正文没有写；2019格式没有这些格子；对应格为空白。没有收取信息处理费，不等于没有行政事业性收费，不比较。
    符合：收取信息处理费380元；表中收费金额0.038万元。
    不符：发出收费通知0件；表中逾期未缴费用的申请2件。
    怎样改：核对收费台账和单位（元、万元），更正正文或者表格。

    Checks: 行政事业性收费 in the text equals the table's amount (万元); where 信息处理费 was received, that amount is not 0;
        where no notice to pay was sent, no request in the table ended by not paying after one. A person is asked to look.
    Not checked: nothing in the text; the 2019 form has no such cells; a blank. That no 信息处理费 was received says
        nothing of other fees.
    Passes: 信息处理费 380元 received; the table has 0.038万元.
    Fails: no notice to pay was sent; in the table 2 requests ended by not paying after one.
    Mend: check the register of fees and the unit (元 or 万元), and correct the text or the table.
    """
    parts = [
        *parts_of(prose.of(Subject.FEE), report, edition),
        *charges.received(prose, report),
        *charges.notified(prose, report),
    ]
    yield from parts or [_unsaid("可以与表格比较的收费情况", "anything about fees that the tables count")]


@rule("agreement.parts", severity=Severity.HINT, basis="practice")
def parts_add_up(prose: Prose) -> Parts:
    """正文分项之和等于总数 · The parts named in the text add up.

    查什么：正文写“公开信息n条，其中……”的，各分项之和不大于总数；最后一项是“其他”的，等于总数。不符只提请人工复核。
    何时不查：正文没有这样的列举；列举没有写全，分项之和小于总数。
    符合：公开信息262条，其中5、9、3、78、167条。
    不符：公布政府信息2602条，其中11类，末项为其他，合计2603条。
    怎样改：重新计算总数和分项。

    Checks: where the text says so many were published, 其中 so many of each kind, the parts come to no more than the
        whole; where the last part is 其他, to exactly the whole. A person is asked to look.
    Not checked: the text has no such list; a list that is not complete comes to less.
    Passes: 262 published, of these 5, 9, 3, 78 and 167.
    Fails: 2602 published, of these eleven kinds, the last of them 其他, which come to 2603.
    Mend: add the parts up again.
    """
    found = list(breakdowns(prose.sentences))
    if not found:
        yield _unsaid("总数和各分项", "a number and its parts")
    for each in found:
        yield _added(each)


def _added(each: Breakdown) -> Part:
    if each.sum == each.whole:
        return Held()
    if each.sum < each.whole and not each.closed:
        return NotChecked(Words("列举的分项没有写全", "the parts named are not all"))
    return Finding(
        message=Words(
            f"正文写{figure(each.whole)}，所列{len(each.parts)}个分项合计{figure(each.sum)}",
            f"the text says {figure(each.whole)}; the {len(each.parts)} parts it names come to {figure(each.sum)}",
        ),
        where=f"section.{each.section}",
        side=Side.UNDECIDED,
        expected=figure(each.whole),
        actual=figure(each.sum),
        quote=each.sentence,
    )


def _unsaid(zh: str, en: str) -> NotChecked:
    return NotChecked(Words(f"正文没有写明{zh}", f"the text does not say {en}"))
