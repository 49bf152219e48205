"""Things to see: tables and figures, each of which also says in words what it shows."""

from iopedu.course.environment import BROWSER
from iopedu.show.alliance import alliance_in_people
from iopedu.show.care import (
    comparison,
    costs,
    disagreements,
    discharges_2004,
    follow_up,
    hours_per_week,
    outcomes,
    overview,
    rules,
    stays,
)
from iopedu.show.cbt_action import action_evidence, activity_ideas, activity_week
from iopedu.show.cbt_record import columns as thought_record_columns
from iopedu.show.cbt_record import hint_rules, records, thought_record
from iopedu.show.cbt_styles import style_origins, thinking_styles
from iopedu.show.change import (
    change_borders,
    change_categories,
    change_points,
    change_rules,
    progress_lines,
    series_table,
    track_rule,
)
from iopedu.show.chart import Chart
from iopedu.show.course import course_map, crisis_table, marks, people, references, what_is_known, words_used
from iopedu.show.dbt_ask import firmness_rule, give_and_fast, priorities, request_rules
from iopedu.show.dbt_chain import chain_picture, chain_rules, link_types
from iopedu.show.dbt_diary import diary_week, five_and_six_blanks
from iopedu.show.dbt_evidence import comparator_ladder, dbt_evidence
from iopedu.show.dbt_regulate import emotion_table, facts_rules, facts_ways
from iopedu.show.dbt_skills import dbt_modules, dbt_skill, dbt_skills, finder_map, states_of_mind
from iopedu.show.group import (
    agreement_rules,
    alliance_evidence,
    group_and_individual,
    group_members,
    group_or_individual,
    group_time,
    peer_evidence,
    telehealth_evidence,
    therapeutic_factors,
)
from iopedu.show.habits import habit_effects, habit_evidence, habit_rules, habit_week, staying_well_sources
from iopedu.show.handout import handout
from iopedu.show.measures import bands, measure_items, screening_at, screening_settings, what_now_table
from iopedu.show.medication import medication_evidence, medication_steps, watched_table
from iopedu.show.pathway import (
    pathway_checks,
    pathway_compared,
    pathway_limits,
    pathway_log,
    pathway_numbers,
    pathway_places,
    pathway_swings,
)
from iopedu.show.placement import placement_axes, placement_rules, vignette_pair
from iopedu.show.placement_agreement import class_placements, placement_agreement, published_agreement
from iopedu.show.plan import follow_up_years, plan_rules, safety_steps, step_criteria, transition_plan
from iopedu.show.practice import agreement, confusion, confusion_table
from iopedu.show.relapse import (
    after_discharge,
    mbct_relapse,
    relapse_evidence,
    relapse_over_time,
    safety_planning,
    safety_trials,
)
from iopedu.show.table import Line, Table
from iopedu.show.week import program_day, program_hours, program_mix, program_sources, program_team, program_tracks

__all__ = [
    "Chart",
    "Line",
    "Table",
    "action_evidence",
    "activity_ideas",
    "activity_week",
    "after_discharge",
    "agreement",
    "agreement_rules",
    "alliance_evidence",
    "alliance_in_people",
    "bands",
    "chain_picture",
    "chain_rules",
    "change_borders",
    "change_categories",
    "change_points",
    "change_rules",
    "class_placements",
    "comparator_ladder",
    "comparison",
    "confusion",
    "confusion_table",
    "costs",
    "course_map",
    "crisis_table",
    "dbt_evidence",
    "dbt_modules",
    "dbt_skill",
    "dbt_skills",
    "diary_week",
    "disagreements",
    "discharges_2004",
    "emotion_table",
    "facts_rules",
    "facts_ways",
    "finder_map",
    "firmness_rule",
    "five_and_six_blanks",
    "follow_up",
    "follow_up_years",
    "give_and_fast",
    "group_and_individual",
    "group_members",
    "group_or_individual",
    "group_time",
    "habit_effects",
    "habit_evidence",
    "habit_rules",
    "habit_week",
    "handout",
    "hint_rules",
    "hours_per_week",
    "link_types",
    "marks",
    "mbct_relapse",
    "measure_items",
    "medication_evidence",
    "medication_steps",
    "outcomes",
    "overview",
    "pathway_checks",
    "pathway_compared",
    "pathway_limits",
    "pathway_log",
    "pathway_numbers",
    "pathway_places",
    "pathway_swings",
    "peer_evidence",
    "people",
    "placement_agreement",
    "placement_axes",
    "placement_rules",
    "plan_rules",
    "priorities",
    "program_day",
    "program_hours",
    "program_mix",
    "program_sources",
    "program_team",
    "program_tracks",
    "progress_lines",
    "published_agreement",
    "records",
    "references",
    "relapse_evidence",
    "relapse_over_time",
    "request_rules",
    "rules",
    "safety_planning",
    "safety_steps",
    "safety_trials",
    "screening_at",
    "screening_settings",
    "series_table",
    "states_of_mind",
    "staying_well_sources",
    "stays",
    "step_criteria",
    "style_origins",
    "telehealth_evidence",
    "therapeutic_factors",
    "thinking_styles",
    "thought_record",
    "thought_record_columns",
    "track_rule",
    "transition_plan",
    "vignette_pair",
    "watched_table",
    "what_is_known",
    "what_now_table",
    "words_used",
]

if BROWSER:
    from IPython import get_ipython

    from iopedu.show.missing import explain_missing

    if get_ipython() is not None:
        explain_missing(get_ipython())
