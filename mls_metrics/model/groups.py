"""One effect by group: each level on its own, drawn to the whole, and whether they differ."""

from collections.abc import Mapping
from dataclasses import dataclass

from mls_metrics.model.estimate import Estimate, Measure

FACTORS = ("region", "role", "version")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEffect:
    """The effect within one region, role or version.

    Parameters
    ----------
    name : str
        Of the region, role or version.
    raw : Estimate or NotEstimable
        From the group alone.
    shrunk : Estimate or NotEstimable
        The same drawn to the program's effect as far as chance explains the difference; a refusal
        is the same in both.
    """

    name: str
    raw: Measure
    shrunk: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorTest:
    """Whether the levels of one factor differ beyond chance.

    Parameters
    ----------
    factor : str
        One of `FACTORS`.
    levels : int
        Levels with a number, two or more.
    statistic : float
        Cochran's Q.
    chance, corrected : float
        Chance of a Q this large were all alike; the same for having looked at several factors.
    between : float
        Variance of the true effects between levels (tau squared), unit squared.
    differs : bool
        The corrected chance is below one minus the policy's level.
    """

    factor: str
    levels: int
    statistic: float
    chance: float
    corrected: float
    between: float
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDifferences:
    """What is said of the groups of one effect.

    Parameters
    ----------
    tests : tuple of FactorTest
        In the order of `FACTORS`; factors with fewer than two numbers are left out.
    sentence : str
        Which factor's levels differ, and the worst of them.
    version_lift : Estimate, NotEstimable or None
        Effect of the latest version minus that of the one before it, in the effect's unit; None
        where fewer than two versions have a number.
    """

    tests: tuple[FactorTest, ...]
    sentence: str
    version_lift: Measure | None = None

    def differing(self) -> tuple[str, ...]:
        """Factors whose levels differ beyond chance."""
        return tuple(test.factor for test in self.tests if test.differs)


Groups = Mapping[str, GroupEffect]


def known_groups(groups: Groups) -> dict[str, Estimate]:
    """Groups with a number, drawn to the whole, in their order."""
    return {
        name: group.shrunk for name, group in groups.items() if isinstance(group.shrunk, Estimate)
    }


def helped(groups: Groups, *, higher_is_better: bool = True) -> list[str]:
    """Groups whose range lies on the good side of zero."""
    return [
        name
        for name, measure in known_groups(groups).items()
        if (measure.low > 0 if higher_is_better else measure.high < 0)
    ]


def harmed(groups: Groups, *, higher_is_better: bool = True) -> list[str]:
    """Groups whose range lies on the bad side of zero: the same bar as for good."""
    return helped(groups, higher_is_better=not higher_is_better)


def worst_and_best(groups: Groups, *, higher_is_better: bool = True) -> tuple[str, str]:
    """Names of the groups with the worst and the best number, at least one being known."""
    sign = 1.0 if higher_is_better else -1.0
    known = known_groups(groups)
    order = sorted(known, key=lambda name: (sign * known[name].value, name))
    return order[0], order[-1]
