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
    again.
    """

    name: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    steady: tuple[str, ...] = ()

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
class Metric:
    """One catalogue entry: what a metric means and how it becomes points.

    `floor`, `target` and `stretch` are the goalposts for 0, 60 and 100 points, in `unit`.
    `prior` and `prior_n` state the fixed prior that small programs shrink towards: a value in
    `unit`, worth `prior_n` observations. `statistic` says how the metric's SQL becomes an
    estimate: share, net_share, mean, ratio, median_days, survival_share; or who makes it: effect
    (an analysis), decision (the verdict), account (a sum of money or a count of the answers).
    `counts_people` is False where n counts things (reviews, suggestions, months) that reveal
    nobody; `pools` is False where several programs cannot be added up.
    `dimension` is one of the five, or a context. `inputs` are the columns read; `needs` those
    without which there is no number, each entry holding the columns of which one is enough;
    ``table.column=value`` is a column that must hold that value.
    `level` is the standard's level or tier; `measures` what TDRp calls the type of a measure:
    efficiency, effectiveness or outcome.
    """

    id: str
    number: int
    title: str
    question: str
    definition: str
    formula: str
    dimension: str
    statistic: str
    unit: str
    higher_is_better: bool
    scored: bool
    floor: float
    target: float
    stretch: float
    goalpost_reason: str
    prior: float
    prior_n: float
    min_n: int
    inputs: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    standard: str
    level: str
    measures: str
    caveat: str
    counts_people: bool = True
    pools: bool = True
    parameters: Mapping[str, float] = field(default_factory=dict)

    @property
    def has_select(self) -> bool:
        """True where a select of the metric's name counts it; others are made elsewhere."""
        return self.statistic not in {"effect", "decision", "account"}
