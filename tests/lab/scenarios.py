"""The worlds of the lab, and what an honest method must do in each."""

from dataclasses import dataclass

from tests.lab.kpi_world import KpiWorld
from tests.lab.retention_world import RetentionWorld

COVER, FLAG, REFUSE = "cover", "flag", "refuse"


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One world and what is expected of us there.

    Parameters
    ----------
    duty : str
        ``cover``: an unbiased number whose range holds the truth as often as it says;
        ``flag``: no claim passes without a failed check that costs a letter or blocks;
        ``refuse``: no number at all.
    """

    name: str
    world: RetentionWorld | KpiWorld
    story: str
    duty: str = COVER

    @property
    def effect(self) -> str:
        """Which estimator is tried."""
        return "retention" if isinstance(self.world, RetentionWorld) else "kpi"


FEW = RetentionWorld(people=1600, starting=-7.0)
SCENARIOS = (
    Scenario(
        name="null",
        story="No effect; good people are sent, and people must stay to be trained.",
        world=RetentionWorld(),
    ),
    Scenario(
        name="helps",
        story="Leaving falls by a third.",
        world=RetentionWorld(effect=-0.35),
    ),
    Scenario(
        name="harms",
        story="Leaving rises by a third.",
        world=RetentionWorld(effect=0.3),
    ),
    Scenario(
        name="popular",
        story="Leaving falls by a third; two in five people start within the time seen.",
        world=RetentionWorld(people=5000, starting=-4.3, effect=-0.35),
    ),
    Scenario(
        name="strong_choice",
        story="No effect; twice the usual choice of good people.",
        world=RetentionWorld(choice=2.0, starting=-5.9),
    ),
    Scenario(
        name="notice",
        story="No effect; those who resigned two months before leaving do not start.",
        world=RetentionWorld(notice=2),
    ),
    Scenario(
        name="notice_helps",
        story="Leaving falls by a third; two months of notice.",
        world=RetentionWorld(notice=2, effect=-0.35),
    ),
    Scenario(
        name="mediator",
        story="Leaving falls a little, and further because ratings rise after it.",
        world=RetentionWorld(effect=-0.2, lifts_rating=0.12),
    ),
    Scenario(
        name="late_effect",
        story="Nothing for six months, then leaving falls by half.",
        world=RetentionWorld(late_effect=-0.7),
    ),
    Scenario(
        name="pathway",
        story="No effect; taken after another program that does keep people.",
        world=RetentionWorld(path_effect=-0.6, path_pull=1.2, starting=-5.2),
    ),
    Scenario(
        name="whole_teams",
        story="No effect; whole teams are sent, and teams differ in leaving.",
        world=RetentionWorld(team_spread=0.5, by_team=0.3),
    ),
    Scenario(
        name="few_null",
        story="No effect; 30 to 60 starters.",
        world=FEW,
    ),
    Scenario(
        name="few_help",
        story="Leaving falls by half; 30 to 60 starters.",
        world=RetentionWorld(people=1600, starting=-7.0, effect=-0.7),
    ),
    Scenario(
        name="completion_only",
        story="No effect; the export holds completion dates only.",
        world=RetentionWorld(completion_only=True),
    ),
    Scenario(
        name="hidden_factor",
        story="No effect; what nobody recorded decides who is sent and who stays.",
        world=RetentionWorld(hidden=0.5),
        duty=FLAG,
    ),
    Scenario(
        name="long_notice",
        story="No effect; five months of notice, more than the grace.",
        world=RetentionWorld(notice=5),
        duty=FLAG,
    ),
    Scenario(
        name="undated",
        story="No effect on leaving but through ratings; the roster gives today's rating only.",
        world=RetentionWorld(lifts_rating=0.12, dated=False),
        duty=FLAG,
    ),
    Scenario(
        name="everyone",
        story="Everyone starts within a month or two: nobody to compare with.",
        world=RetentionWorld(everyone=True),
        duty=REFUSE,
    ),
    Scenario(
        name="kpi_null",
        story="No effect; the better are sent.",
        world=KpiWorld(),
    ),
    Scenario(
        name="kpi_grows",
        story="An effect that grows, and is larger for those sent first.",
        world=KpiWorld(effect=0.2, growth=0.02, early_more=0.5),
    ),
    Scenario(
        name="kpi_harms",
        story="Values fall by a fifth of their spread.",
        world=KpiWorld(effect=-0.2),
    ),
    Scenario(
        name="kpi_role_trend",
        story="No effect; roles have trends of their own, and are sent unequally.",
        world=KpiWorld(role_trend=0.02),
    ),
    Scenario(
        name="kpi_memory",
        story="An effect; a good month is followed by a good month.",
        world=KpiWorld(effect=0.3, memory=0.6),
    ),
    Scenario(
        name="kpi_everyone",
        story="An effect; in the end everybody is trained.",
        world=KpiWorld(effect=0.3, everyone=True),
    ),
    Scenario(
        name="kpi_leavers",
        story="An effect; people leave after bad months and take their values along.",
        world=KpiWorld(effect=0.3, leaving=0.002, memory=0.3),
    ),
    Scenario(
        name="kpi_few_null",
        story="No effect; about thirty trained.",
        world=KpiWorld(people=300, share=0.1),
    ),
    Scenario(
        name="kpi_few_help",
        story="An effect; about thirty trained.",
        world=KpiWorld(people=300, share=0.1, effect=0.5),
    ),
    Scenario(
        name="kpi_teams",
        story="An effect on teams that have one value each.",
        world=KpiWorld(by_team=True, people=2400, effect=0.5),
    ),
    Scenario(
        name="kpi_teams_null",
        story="No effect on teams that have one value each.",
        world=KpiWorld(by_team=True, people=2400),
    ),
    Scenario(
        name="kpi_dip",
        story="No effect; people are sent after a bad month that passes.",
        world=KpiWorld(dip=1.2),
        duty=FLAG,
    ),
    Scenario(
        name="kpi_dip_memory",
        story="No effect; people are sent after bad months that pass slowly.",
        world=KpiWorld(dip=1.2, memory=0.6),
        duty=FLAG,
    ),
    Scenario(
        name="kpi_dip_helps",
        story="An effect, and people are sent after a bad month.",
        world=KpiWorld(dip=1.2, effect=0.3),
        duty=FLAG,
    ),
    Scenario(
        name="kpi_hidden_trend",
        story="No effect; those who will be sent were rising anyway.",
        world=KpiWorld(hidden_trend=0.03),
        duty=FLAG,
    ),
)
