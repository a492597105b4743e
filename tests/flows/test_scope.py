"""Which columns a step covers."""

import pytest

from flows.scope import BadShare, Share, share_of

HOSTS = [f"www.county{number}.gov.cn" for number in range(600)]


def test_shares_part_the_hosts_evenly_and_hold_each_once() -> None:
    shares = [share_of(f"{number}/6") for number in range(1, 7)]
    counts = [sum(share.holds(host) for host in HOSTS) for share in shares]

    assert sum(counts) == len(HOSTS)
    assert all(60 <= count <= 140 for count in counts)


def test_a_host_stays_in_its_share() -> None:
    assert [share_of("2/6").holds(host) for host in HOSTS[:5]] == [
        share_of("2/6").holds(host) for host in HOSTS[:5]
    ]


@pytest.mark.parametrize("text", ["", "1/1"])
def test_everything_is_one_share(text: str) -> None:
    assert all(share_of(text).holds(host) for host in HOSTS)


@pytest.mark.parametrize("text", ["0/6", "7/6", "2", "2/", "a/b", "1/0", "-1/6"])
def test_what_is_no_share_is_refused_with_words(text: str) -> None:
    with pytest.raises(BadShare, match="K/N"):
        share_of(text)


def test_a_share_is_written_as_it_is_read() -> None:
    assert [str(share_of(text)) for text in ("2/6", "")] == ["2/6", ""]
    assert share_of(str(Share(3, 4))) == Share(3, 4)
