"""The deployments, declared twice, are the same; their forms can be filled in."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ParameterTypeError

from flows.deployments import deployments
from flows.patrol import visit

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


@pytest.mark.parametrize("deployment", deployments(Path("anywhere")), ids=lambda d: str(d.entrypoint))
def test_every_field_of_the_form_says_in_both_languages_what_it_is(deployment: RunnerDeployment) -> None:
    fields = deployment._parameter_openapi_schema.properties

    assert fields.keys() >= {"now", "home"}
    for field in fields.values():
        chinese, english = field["description"].split(" · ")
        assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
        assert english.split(";")[0].replace(" ", "").replace(",", "").rstrip(".").isalpha()


@pytest.mark.parametrize("given", [{"limit": 0}, {"year": "soon"}])
def test_a_wrong_value_in_the_form_is_refused_before_anything_runs(given: dict[str, object]) -> None:
    with pytest.raises(ParameterTypeError):
        visit.validate_parameters(given)
