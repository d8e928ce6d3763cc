"""What the company offers and what is true about it, read from the two TOML files."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from mls_metrics.errors import UserError
from mls_metrics.simulate.calendar import MONTHS, month_index

STORIES = (
    "dear_but_works",
    "cheap_and_useless",
    "strong_people",
    "too_little_data",
    "regulatory",
    "fails_in_one_region",
    "stale_content",
    "objective_without_program",
    "two_owners",
    "persisting_gap",
    "late_for_date",
    "loved_without_effect",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramPlan:
    """One program with its true effects and the way people come to it (see programs.toml)."""

    key: str
    id: str
    name: str
    title: str
    launch: str
    direct_cost: float
    hours: float
    days: float
    skill: str
    expected: tuple[str, ...]
    naive: str
    story: int = 0
    story_name: str = ""
    ordinary: bool = False
    audience: tuple[str, ...] = ()
    rollout: str = "open"
    share: float = 0.0
    count: int = 0
    min_tenure: int = 1
    rating_pull: float = 0.0
    tenure_pull: float = 0.0
    level_pull: float = 0.0
    hidden_pull: float = 0.0
    dip_pull: float = 0.0
    growth: float = 0.0
    after: str = ""
    after_pull: float = 0.0
    leave: float = 0.0
    kpi: float = 0.0
    kpi_fades_to: float = 1.0
    fails_in: str = ""
    fails_leave: float = 0.0
    fails_kpi: float = 0.0
    cost_in: str = "costs"
    currency: str = "USD"
    dropout: float = 0.1
    fail: float = 0.05
    skill_gain: float = 0.0
    skill_start: float = 2.55
    satisfaction: float = 4.0
    applied: float = 0.5
    mandatory: bool = False
    regulation: str = ""
    objective: str = ""
    owner: str = ""
    provider: str = ""
    party: str = "internal"
    platform: str = ""
    modality: str = ""
    portfolio: str = "foundational"
    reviewed: str = "2025-06-01"
    suggestions: tuple[float, float] = (8, 0.6)
    ideas: tuple[float, float] = (6, 0.3)

    @property
    def launch_month(self) -> int:
        """Months from the first one to the launch, not below 0."""
        return max(0, month_index(self.launch))

    def target(self, people: int) -> float:
        """Starters aimed at in a company of `people` ever employed."""
        wanted = float(self.count) if self.count else self.share * people
        return min(wanted, 0.35 * people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The company around its programs (see company.toml)."""

    regions: dict[str, float]
    locations: dict[str, list[str]]
    roles: dict[str, dict[str, Any]]
    kpis: dict[str, dict[str, Any]]
    objectives: dict[str, dict[str, Any]]
    gaps: dict[str, dict[str, Any]]
    decisions: dict[str, Any]
    region_names: tuple[str, ...] = field(init=False)
    role_names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "region_names", tuple(self.regions))
        object.__setattr__(self, "role_names", tuple(self.roles))

    def role_codes(self, plan: ProgramPlan) -> list[int]:
        """Positions of the roles a program is for; all where it names none."""
        names = plan.audience or self.role_names
        return [self.role_names.index(name) for name in names]

    def kpi_of(self, plan: ProgramPlan) -> str:
        """KPI a program is judged by: its objective's where that is measured by people or team."""
        kpi = str(self.objectives.get(plan.objective, {}).get("kpi", ""))
        return kpi if kpi in self.kpis else ""


@cache
def read(name: str) -> dict[str, Any]:
    """A TOML file of this room."""
    return tomllib.loads((files("mls_metrics.simulate") / name).read_text(encoding="utf-8"))


@cache
def all_plans() -> tuple[ProgramPlan, ...]:
    """Every program, in the order of their ids."""

    def frozen(value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    return tuple(
        ProgramPlan(key=key, **{name: frozen(value) for name, value in entry.items()})
        for key, entry in read("programs.toml").items()
    )


def chosen_plans(story: str | None) -> list[ProgramPlan]:
    """All programs, or one story's program and the ordinary ones.

    Raises
    ------
    UserError
        No story has this name.
    """
    if story is None:
        return list(all_plans())
    if story not in STORIES:
        raise UserError(
            f"There is no planted story '{story}'.",
            f"Known: {', '.join(STORIES)}.",
            "Name one of these, or leave --story away for the whole company.",
        )
    return [plan for plan in all_plans() if plan.ordinary or plan.story_name == story]


def chosen_setting(story: str | None, plans: list[ProgramPlan]) -> Setting:
    """The company; with `story`, without what belongs to the other stories."""
    content = read("company.toml")
    served = {plan.objective for plan in plans}

    def told(entry: Any) -> bool:
        own = entry.get("story") if isinstance(entry, dict) else None
        return own is None or story is None or own == story

    def kept(section: str) -> dict[str, Any]:
        return {name: entry for name, entry in content[section].items() if told(entry)}

    objectives = {
        name: entry
        for name, entry in kept("objectives").items()
        if story is None or name in served or "story" in entry
    }
    return Setting(
        regions=content["regions"],
        locations=content["locations"],
        roles=content["roles"],
        kpis=content["kpis"],
        objectives=objectives,
        gaps=kept("gaps"),
        decisions=kept("decisions"),
    )


LAST_FULL_START = MONTHS - 12  # later starts are fewer: most people can be followed for a year
