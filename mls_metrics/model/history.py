"""The steps of a session: every state with its sentence, backward, forward and branching off."""

from dataclasses import dataclass, replace

from mls_metrics.model.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A state, the sentence of what led to it, and the step it was made from (None: the first)."""

    scenario: Scenario
    sentence: str
    parent: int | None = None
    at: str = ""

    @property
    def state_sha256(self) -> str:
        """Fingerprint of the state."""
        return self.scenario.state_sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A tree of steps, and where in it we stand.

    Parameters
    ----------
    steps : tuple of Step
        In the order in which they were made; nothing is ever taken out.
    trail : tuple of int
        The steps from the first one along the present branch, those ahead included.
    place : int
        Position in `trail` of the step that stands.
    """

    steps: tuple[Step, ...]
    trail: tuple[int, ...] = (0,)
    place: int = 0

    def __post_init__(self) -> None:
        assert self.steps, "a history has a first step"
        assert self.steps[0].parent is None, "the first step was made from none"
        assert all(
            step.parent is not None and step.parent < position
            for position, step in enumerate(self.steps)
            if position
        ), "every later step was made from an earlier one"
        assert path_to(self.steps, self.trail[-1]) == self.trail, "the trail follows the parents"
        assert 0 <= self.place < len(self.trail), "we stand on the trail"

    @classmethod
    def of(cls, scenario: Scenario, sentence: str, *, at: str = "") -> "History":
        """A history of one step."""
        return cls(steps=(Step(scenario=scenario, sentence=sentence, at=at),))

    @property
    def step(self) -> Step:
        """The step that stands."""
        return self.steps[self.trail[self.place]]

    @property
    def number(self) -> int:
        """The position of the step that stands among all steps."""
        return self.trail[self.place]

    @property
    def scenario(self) -> Scenario:
        """The state that stands."""
        return self.step.scenario

    @property
    def can_undo(self) -> bool:
        """True where there is a step before."""
        return self.place > 0

    @property
    def can_redo(self) -> bool:
        """True where a step was undone."""
        return self.place < len(self.trail) - 1

    def add(self, scenario: Scenario, sentence: str, *, at: str = "") -> "History":
        """A step from where we stand; the same state again is no step.

        What was ahead stays in the tree, as another branch.
        """
        if scenario.state_sha256 == self.step.state_sha256:
            return self
        new = Step(scenario=scenario, sentence=sentence, parent=self.number, at=at)
        trail = (*self.trail[: self.place + 1], len(self.steps))
        return History(steps=(*self.steps, new), trail=trail, place=len(trail) - 1)

    def named(self, scenario: Scenario) -> "History":
        """The step that stands under the name it was saved by; its state is the same."""
        assert scenario.state_sha256 == self.step.state_sha256, "a name changes no state"
        step = replace(self.step, scenario=scenario)
        steps = (*self.steps[: self.number], step, *self.steps[self.number + 1 :])
        return replace(self, steps=steps)

    def undo(self) -> "History":
        """One step back; at the first step nothing changes."""
        return replace(self, place=max(self.place - 1, 0))

    def redo(self) -> "History":
        """One step forward along the present branch; at its end nothing changes."""
        return replace(self, place=min(self.place + 1, len(self.trail) - 1))

    def go(self, number: int) -> "History":
        """To any step; one of another branch makes that branch the present one."""
        if number in self.trail:
            return replace(self, place=self.trail.index(number))
        trail = path_to(self.steps, number)
        return replace(self, trail=trail, place=len(trail) - 1)


def path_to(steps: tuple[Step, ...], number: int) -> tuple[int, ...]:
    """The steps from the first one to that one."""
    path = [number]
    while (parent := steps[path[-1]].parent) is not None:
        path.append(parent)
    return tuple(reversed(path))
