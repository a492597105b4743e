"""Every provision is cited once, with its source, and quoted only where its words are confirmed."""

import pytest

from reports import law
from reports.editions import ALL_EDITIONS, Edition
from reports.law import PROVISIONS, UnknownProvision, provision


def test_ids_are_unique() -> None:
    ids = [each.id for each in PROVISIONS]

    assert sorted(set(ids)) == sorted(ids)


def test_every_provision_names_its_source_and_what_it_asks_in_both_languages() -> None:
    bare = [
        each.id
        for each in PROVISIONS
        if not (each.source and each.asks.zh and each.asks.en and each.citation)
    ]

    assert bare == []


def test_the_two_due_dates_stand_in_two_paragraphs() -> None:
    assert "每年1月31日前" in provision("regulation.49.1").words
    assert "每年3月31日前" in provision("regulation.49.2").words


@pytest.mark.parametrize(
    "unquoted",
    ["local", "practice", "practice.fees", "practice.filling", "form.2008", "form.2019", "form.2021"],
)
def test_nothing_is_quoted_whose_wording_is_not_confirmed(unquoted: str) -> None:
    assert provision(unquoted).words == ""


def test_quotations_are_fragments_without_marks_of_omission() -> None:
    assert [each.id for each in PROVISIONS if "…" in each.words or "..." in each.words] == []


def test_the_provision_before_the_revision_is_one_of_those_cited() -> None:
    before = {each.before_2019 for each in PROVISIONS if each.before_2019}

    assert before == {provision(each).id for each in before} == {"regulation.2008.31", "form.2008"}


@pytest.mark.parametrize("form", ALL_EDITIONS, ids=lambda form: form.id)
def test_every_edition_has_its_provision(form: Edition) -> None:
    assert provision(f"form.{form.id}")


def test_an_unknown_id_names_the_known_ones_and_says_what_to_do() -> None:
    with pytest.raises(
        UnknownProvision, match=r"no provision 'regulation.99'.*regulation.49.1.*add it there"
    ):
        law.provision("regulation.99")
