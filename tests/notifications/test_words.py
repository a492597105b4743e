"""Every member of every closed set has a label in both languages."""

import pytest

from models.assessment import Flag, Standing
from models.change import About
from models.message import Delivery
from models.verdict import RuleOutcome, Severity, Side
from models.visit import DateKind, Outcome, Seen
from notifications import page_words, phrases, words
from notifications.digest import Topic

SETS = [
    (Standing, words.STANDING),
    (Standing, words.STANDING_MEANS),
    (Flag, words.FLAG),
    (Severity, words.SEVERITY),
    (RuleOutcome, words.RULE_OUTCOME),
    (Side, words.SIDE),
    (Outcome, words.OUTCOME),
    (Seen, words.SEEN),
    (DateKind, words.DATE_KIND),
    (Topic, phrases.HEADING),
    (About, words.SUBJECT),
    (Delivery, words.DELIVERY),
]


@pytest.mark.parametrize(("members", "labels"), SETS)
def test_every_member_has_a_label_in_both_languages(members, labels):
    assert set(labels) == set(members)
    assert all(label.zh and label.en for label in labels.values())


@pytest.mark.parametrize(
    "tones",
    [(Standing, words.TONE), (Severity, words.SEVERITY_TONE), (Seen, words.SEEN_TONE), (Topic, phrases.TONE)],
)
def test_every_member_has_a_tone(tones):
    members, table = tones

    assert set(table) == set(members)


def test_no_label_accuses_beyond_the_evidence():
    said = [
        w.zh
        for table in (
            words.STANDING,
            words.STANDING_MEANS,
            words.SEEN,
            words.FLAG,
            phrases.HEADING,
            page_words.PAGE,
        )
        for w in table.values()
    ]

    # 「不表示未发布」 takes an accusation back; nothing else may use the word.
    assert [text for text in said if "未发布" in text.replace("不表示未发布", "")] == []
