"""The deployments, declared twice, are the same; their forms can be filled in."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.deployments import deployments
from flows.patrol import patrol, visit

DECLARED = yaml.safe_load((Path(__file__).parents[2] / "deploy" / "prefect.yaml").read_text())["deployments"]


def essence(deployment: dict[str, Any]) -> tuple[object, ...]:
    schedules = [(s["cron"], s["timezone"], s["slug"]) for s in deployment["schedules"]]
    limit = deployment["concurrency_limit"]
    return (
        deployment["entrypoint"],
        deployment["name"],
        tuple(schedules),
        limit["limit"],
        limit["collision_strategy"],
    )


def test_the_work_pool_runs_what_serve_runs(tmp_path: Path) -> None:
    served = {
        (
            each.entrypoint,
            each.name,
            tuple((s.schedule.cron, s.schedule.timezone, s.slug) for s in each.schedules or ()),  # type: ignore[union-attr]
            each.concurrency_limit,
            each.concurrency_options.collision_strategy.value if each.concurrency_options else "",
        )
        for each in deployments(tmp_path)
    }

    assert served == {essence(each) for each in DECLARED}


@pytest.mark.parametrize("flow", [patrol, visit])
def test_every_parameter_of_the_form_says_in_both_languages_what_it_is(flow: Any) -> None:
    properties = flow.parameters.properties

    assert set(properties) == {"year", "office", "now", "limit", "listing_only", "home"}
    for field in properties.values():
        assert any("\u4e00" <= character <= "\u9fff" for character in field["title"])
        assert any(character.isascii() and character.isalpha() for character in field["title"])
        assert field["description"]
