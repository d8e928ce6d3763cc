"""Definitions that live as data in the catalogue: tables, metrics, dimensions."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a canonical table.

    `type` is one of id, text, date, month, number, money, integer, boolean, enum.
    """

    name: str
    type: str
    needed: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One canonical table (contract.md 3).

    `key` and `group` say which rows of an earlier import a later one of the same report replaces:
    by key always, by group where enough of its rows, or of their `steady` columns, stand there
    again. `is_book`: it tells of the organization, and no verdict on a program rests on it.
    `by_hand`: people may keep it by hand in the dashboard.
    """

    name: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    steady: tuple[str, ...] = ()
    is_book: bool = False
    by_hand: bool = False

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One of the five dimensions of success."""

    id: str
    title: str
    question: str
    prior_mean: float
    prior_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A group of metrics that stands beside the dimensions and never enters a score."""

    id: str
    title: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What any number of the catalogue says about itself, of a program or of the company.

    `number` is the metric's number in the field's list (0: our own). `statistic` says how its SQL
    becomes an estimate. `counts_people` is False where n counts things (reviews, suggestions,
    months) that reveal nobody; `pools` is False where several programs cannot be added up.
    `inputs` are the columns read.
    """

    id: str
    number: int
    title: str
    question: str
    definition: str
    formula: str
    statistic: str
    unit: str
    higher_is_better: bool
    min_n: int
    inputs: tuple[str, ...]
    standard: str
    caveat: str
    counts_people: bool = True
    pools: bool = True
    parameters: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Indicator):
    """One catalogue entry of a program: what it means and how it becomes points.

    `floor`, `target` and `stretch` are the goalposts for 0, 60 and 100 points, in `unit`.
    `prior` and `prior_n` state the fixed prior that small programs shrink towards: a value in
    `unit`, worth `prior_n` observations. `statistic` is share, net_share, mean, ratio, median_days
    or survival_share; or it names who makes the number: effect (an analysis), decision (the
    verdict), account (a sum of money or a count of the answers).
    `dimension` is one of the five, or a context. `needs` are the columns without which there is no
    number, each entry holding those of which one is enough; ``table.column=value`` is a column that
    must hold that value. `level` is the standard's level or tier; `measures` what TDRp calls the
    type of a measure: efficiency, effectiveness or outcome.
    """

    dimension: str
    scored: bool
    floor: float
    target: float
    stretch: float
    goalpost_reason: str
    prior: float
    prior_n: float
    needs: tuple[tuple[str, ...], ...]
    level: str
    measures: str

    @property
    def has_select(self) -> bool:
        """True where a select of the metric's name counts it; others are made elsewhere."""
        return self.statistic not in {"effect", "decision", "account"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOfMetric:
    """How a metric is kept to a region or a period: names of restrictions, empty where it is not.

    `reason` says why it is left out somewhere. With `followed_days` a period is judged that long
    after its end.
    """

    region: str = ""
    period: str = ""
    reason: str = ""
    followed_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What takes the place of which relation in a part, and which metric is kept to parts how."""

    restrictions: Mapping[str, Mapping[str, str]]
    metrics: Mapping[str, PartOfMetric]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyMetric(Indicator):
    """One number for the whole company; it is in no dimension and scores no program.

    `area` is the heading it stands under. `statistic` is one of share, mean, median_days,
    survival_share, rate (events per person-year), count_ratio (one count over another) and
    counted (nothing is drawn from anything larger, so the range is the value itself).
    `named_kpis` are the KPIs of the company that it is made of. `select` names the file of its
    select where several numbers are read off the same rows; empty: the id.
    """

    area: str
    select: str = ""
    named_kpis: tuple[str, ...] = ()

    @property
    def has_select(self) -> bool:
        """True where a select counts it; an analysis of the programs makes the others."""
        return self.statistic != "analysis"
