"""HOME/releases.toml: cohorts whose accusations a named person let go, after looking (reliability I-06)."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from flows.settings import BadSettings, Settings, read_toml
from models.times import local_day
from models.words import Words

FILE_NAME = "releases.toml"
_Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Release(BaseModel):
    """One `[[release]]`: from `on` (a day in Asia/Shanghai) the cohort is believed for that report year."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: int
    cohort: _Said
    by: _Said
    reason: _Said
    on: date


def released_cohorts(settings: Settings, year: int, moment: datetime) -> frozenset[str]:
    """The cohorts of a report year released by the day of `moment`. Raises BadSettings naming the entry."""
    path = settings.home / FILE_NAME
    entries = read_toml(path).get("release", [])
    try:
        releases = [Release.model_validate(entry) for entry in entries]
    except ValidationError as error:
        told = "；".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise BadSettings(
            Words(
                zh=f"{path} 有误：{told}；每个 [[release]] 须有 year、cohort、by、reason、on",
                en=f"{path} is wrong: {told}; every [[release]] needs year, cohort, by, reason and on",
            )
        ) from error
    return frozenset(each.cohort for each in releases if each.year == year and each.on <= local_day(moment))
