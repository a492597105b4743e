"""Money in the text."""

import pytest

from tests.reports.prose.spoken import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收取行政事业性收费670.376375万元。", ["fee 670.376375 fees.amount"]),
        ("行政事业性收费总额6703763.75元。", ["fee 670.376375 fees.amount"]),
        # 宿迁 2025
        ("2025年有1件政府信息公开申请案件收取信息处理费380元。", ["paid 380"]),
        ("全年收取政府信息公开信息处理费 3940 元。", ["paid 3940"]),
        ("我局本年度发出收费通知0件，收取信息处理费0元。", ["notice 0", "paid 0"]),
        ("未发出收费通知。", ["notice 0"]),
        ("2025年未收取信息处理费。", ["paid 0"]),
        ("依据《政府信息公开信息处理费管理办法》，未存在收取任何信息处理费的情况。", ["paid 0"]),
        ("2025年，无收取信息处理费情况。", ["paid 0"]),
        ("本年度没有发生信息处理费。", ["paid 0"]),
        ("我县未向公众收取政府信息处理相关费用。", ["paid 0"]),
        ("2025 年度本机关未收取信息公开处理费。", ["paid 0"]),
        ("落实信息处理费政策，按每件100元标准收取。", []),
        ("去年收取信息处理费380元。", []),
        ("投入经费380元。", []),
    ],
)
def test_what_was_charged_and_paid(text: str, expected: list[str]) -> None:
    assert [each for each in told(text, section=6) if not each.startswith("received")] == expected
