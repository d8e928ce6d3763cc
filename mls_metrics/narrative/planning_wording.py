"""Sentences of the Scorecard and of scenarios; `wording` holds the rest and fills them in."""

from collections.abc import Mapping

PLANNING: Mapping[str, str] = {
    # scorecard
    "scorecard_none": "No dimension of the service can be scored yet",
    "scorecard_below": "{dimension} is below target: {points} points, target {target}",
    "scorecard_reached": "All {known} scored dimensions reach the target of {target} points",
    "scorecard_open": "{dimension} may fall short of the target of {target} points",
    "scorecard_missing": (
        "{dimensions}: not scored. In the total, {weight} of every hundred points of weight rest "
        "on what is usual elsewhere, with a wide range, so the total is less sure."
    ),
    "parts_unscored": "None of these parts has enough data for a score.",
    "parts_none": "Fewer than two parts can be scored, so they cannot be compared.",
    "parts_apart": "{best} scores higher than {worst}; their ranges do not touch.",
    "parts_close": "{best} and {worst} lie furthest apart, and their ranges still touch.",
    "parts_caution": (
        "Parts teach different things to different people: a difference here is no effect of the "
        "provider."
    ),
    "trend_caution": (
        "Each period counts what happened in it. That a score moved after something else did, does "
        "not show that it moved because of it."
    ),
    "since_review_unknown": (
        "Last review: {date}. No whole period before it and after it can be scored yet."
    ),
    "since_review_moved": "Since the review of {date} ({then} against {now}) moved: {scores}.",
    "since_review_still": (
        "Since the review of {date} ({then} against {now}) no score moved beyond doubt."
    ),
    "chip_unnamed": "not named yet",
    "chip": "Scenario on the desk: {name}, {changes} from the base",
    "cost_cuts": (
        "By cost alone {program} would be cut early: place {by_cost} of {of} from the cheapest. By "
        "worth per starter it takes place {place}."
    ),
    "cost_spares": (
        "By cost alone {program} would be safe: place {by_cost} of {of} from the cheapest. By "
        "worth per starter it takes place {place}."
    ),
    "no_places": (
        "Places need an effect and the cost (table costs) of two programs of one class or more "
        "that no rule requires."
    ),
    "loaded_cost": (
        "Fully loaded: what was paid plus the learners' hours at their pay ({hours} paid hours a "
        "year). A program pays for itself where it keeps that many more of a hundred starters, a "
        "leaver costing {low} to {high} of a year's salary; effects on KPIs come on top."
    ),
    # scenarios
    "title_scenario_base": "{stable} of {programs} hold whatever the weights",
    "title_scenario_same": "No decision changes; {stable} of {programs} hold whatever the weights",
    "title_scenario_changed": "Another action for {changed} of {programs}",
    "title_scenario_over": "Another action for {changed} of {programs}, and the cap is passed",
    "title_scenario_only_over": "No decision changes, and the cap is passed by {over} a year",
    "scenario_base": "As agreed: nothing is changed.",
    "scenario_changed": "Another action than agreed for {changed} of {programs}.",
    "scenario_same": "All {programs} keep their action.",
    "scenario_opened": "Opened {name}",
    "scenario_opened_other": "Opened {name}, which was made over other data",
    "scenario_other_data": (
        "This scenario was made over other data. Its weights, limits and locks are applied to the "
        "data shown here, so its numbers need not be those that were agreed."
    ),
    "scenario_reset": "Back to base",
    "step_weight": "Weight of {dimension} from {before} to {after} points",
    "step_number": "{what} from {before} to {after}",
    "step_range": "{what}: range from {before} to {after}",
    "step_lock": "{program} locked to {action}: {reason}",
    "step_unlock": "{program} no longer locked",
    "decision_changed": "{program}: {before} to {after}",
    "decision_locked": "{program}: {before} to {after}, locked ({reason})",
    "stable_all": "All {programs} are the same under every weighting within the agreed bounds.",
    "stable_none": "No decision is the same under every weighting within the agreed bounds.",
    "stable_some": (
        "{stable} of {programs} come out the same whatever you choose within the agreed bounds: "
        "{list}. Talk about the others."
    ),
    "contested": "{program}: of all weightings, {list}",
    "contested_part": "{count} give {action}",
    "bridge_sentence": (
        "Paid now: {now} a year. Stopping frees {freed}, growing adds {added}: {total} a year "
        "({range})."
    ),
    "bridge_over": "That is {over} over the cap of {cap}.",
    "bridge_inside": "That is inside the cap of {cap}.",
    "bridge_unknown": "The cost of {programs} is not known and in none of these sums.",
    "totals_sentence": (
        "{people} learners and {hours} hours a year. Leavers avoided: {leavers}. Net value: {net}."
    ),
    "totals_of": "Leavers are counted over {leavers} with an estimate, value over {valued}.",
    "plan_all": "The best portfolio without any limit is inside the limits: they give up nothing.",
    "plan_stops": "Inside the limits it stops {list}.",
    "plan_scales": "It grows {list}.",
    "plan_stops_none": "Inside the limits nothing is stopped.",
    "plan_gives_up": "Against no limit it gives up {gains}.",
    "plan_unjudged": (
        "Nothing can be said of the worth of {list}: stopped for want of money only, after "
        "everything else."
    ),
    "plan_next": "The next {step} a year buys {gains}.",
    "gain_worth": "{worth} of expected net value",
    "gain_people": "{people} learners",
    "gain_leavers": "about {leavers} leavers avoided",
    "gain_none": "nothing that can be counted",
    "gain_but": "{gains}, with {losses}",
    "loss_people": "{people} fewer learners",
    "loss_leavers": "about {leavers} fewer leavers avoided",
    "plan_next_none": "None of the next steps of money tried buys anything more.",
    "plan_rule": (
        "A program grows only where the evidence says scale. Stopping it counts as a gain only "
        "where the evidence says retire; any other goes only where the limits leave no money for "
        "it. What is required, what is locked and one program for each objective stay."
    ),
    "difference_same": "{other} and {first} come to the same.",
    "difference": (
        "Against {first}, {other} changes {decisions}, {stops}, {money}, {people}, and {leavers}; "
        "{chance}."
    ),
    "difference_chance": "{chance} worlds give it the higher net value",
    "difference_chance_same": "the net value is the same in every world",
    "difference_stops_more": "stops {programs} more",
    "difference_stops_less": "stops {programs} fewer",
    "difference_stops_same": "stops as many programs",
    "difference_money_more": "pays {amount} more a year",
    "difference_money_less": "pays {amount} less a year",
    "difference_money_same": "pays the same",
    "difference_people_more": "reaches {people} more learners",
    "difference_people_less": "reaches {people} fewer learners",
    "difference_people_same": "reaches as many learners",
    "difference_leavers": "avoids {range} more leavers",
    "difference_leavers_same": "avoids as many leavers",
    "difference_leavers_none": "nothing can be said of leavers",
    # workshop
    "title_workshop": "{stable} of {programs} decisions hold whatever the weights",
    "title_voices": "{stable} of {programs} decisions are the same for every voice",
    "voices_agree": "{voices}: all {programs} decisions are the same, whoever is heard.",
    "voices_differ": (
        "{voices}: {stable} of {programs} decisions are the same whoever is heard. Argue about the "
        "other {apart}."
    ),
    "guess": (
        "{guesses}, from {low} to {high} in twenty, the middle one {middle}. The evidence says "
        "{in_twenty}; {close} came within one of it."
    ),
    "guess_none": "Nobody has guessed. The evidence says {in_twenty}.",
    "guess_question": "In how many of twenty readings of the evidence would we {action} {program}?",
    "world": "One plausible world: {same} of {programs} actions are those recommended over all.",
    "room_open": "Join at {address} with the code {code}. {voices} so far; open until {until}.",
    "room_local": (
        "This server answers on this machine only, so phones cannot join it: type the points in, "
        "or open the hosted dashboard."
    ),
    "minutes_title": "Minutes of the workshop",
    "minutes_decided": "Decided",
    "minutes_open": "Parked",
    "minutes_weights": "Weights",
    "minutes_nothing": "Nothing.",
    "minutes_evidence": "The evidence said {action}, {in_twenty}, evidence {grade}.",
    "minutes_dissent": "Dissent: {dissent}.",
    "minutes_review": "Review on {date}.",
    "minutes_parked": "{question} (raised by {by})",
    "minutes_link": "Open it again: {link}",
    "nobody_named": "nobody named",
}
