"""Things to see: tables and figures, each of which also says in words what it shows."""

from iopedu.show.alliance import (
    alliance_in_people,
)
from iopedu.show.care import (
    comparison,
    disagreements,
    hours_per_week,
    overview,
    rules,
    stays,
)
from iopedu.show.care_results import (
    costs,
    discharges_2004,
    follow_up,
    outcomes,
)
from iopedu.show.case import (
    case_file,
    case_wednesday,
    conference_ranges,
    conference_roles,
)
from iopedu.show.cbt_action import (
    action_evidence,
    activity_ideas,
    activity_week,
)
from iopedu.show.cbt_record import (
    columns as thought_record_columns,
)
from iopedu.show.cbt_record import (
    hint_rules,
    records,
    thought_record,
)
from iopedu.show.cbt_styles import (
    style_origins,
    thinking_styles,
)
from iopedu.show.change import (
    change_borders,
    change_categories,
    change_points,
    change_rules,
    progress_lines,
    series_table,
    track_rule,
)
from iopedu.show.chart import (
    Chart,
)
from iopedu.show.course import (
    course_map,
    crisis_table,
    marks,
    people,
    references,
    what_is_known,
    words_used,
)
from iopedu.show.dbt_ask import (
    firmness_rule,
    give_and_fast,
    priorities,
    request_rules,
)
from iopedu.show.dbt_chain import (
    chain_picture,
    chain_rules,
    link_types,
)
from iopedu.show.dbt_diary import (
    diary_week,
    five_and_six_blanks,
)
from iopedu.show.dbt_evidence import (
    comparator_ladder,
    dbt_evidence,
)
from iopedu.show.dbt_regulate import (
    emotion_table,
    facts_rules,
    facts_ways,
)
from iopedu.show.dbt_skills import (
    dbt_modules,
    dbt_skill,
    dbt_skills,
    finder_map,
    states_of_mind,
)
from iopedu.show.evidence import (
    comparators,
    evidence_sources,
    intervals_to_read,
    pre_post_trap,
    response_rates,
)
from iopedu.show.evidence_rows import (
    missing_people,
    program_results,
    shared_control,
    three_readings,
    weights_gained,
)
from iopedu.show.forest import (
    forest,
    funnel,
    study_rows,
)
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
from iopedu.show.habits import (
    habit_effects,
    habit_evidence,
    habit_rules,
    habit_week,
    staying_well_sources,
)
from iopedu.show.handout import (
    handout,
)
from iopedu.show.in_people import (
    in_people,
)
from iopedu.show.measures import (
    bands,
    measure_items,
    screening_at,
    screening_settings,
    what_now_table,
)
from iopedu.show.medication import (
    medication_evidence,
    medication_steps,
    watched_table,
)
from iopedu.show.pathway import (
    pathway_checks,
    pathway_compared,
    pathway_limits,
    pathway_log,
    pathway_numbers,
    pathway_places,
    pathway_swings,
)
from iopedu.show.placement import (
    placement_axes,
    placement_rules,
    vignette_pair,
)
from iopedu.show.placement_agreement import (
    class_placements,
    placement_agreement,
    published_agreement,
)
from iopedu.show.plan import (
    follow_up_years,
    plan_rules,
    safety_steps,
    step_criteria,
    transition_plan,
)
from iopedu.show.practice import (
    agreement,
    confusion,
    confusion_table,
)
from iopedu.show.program import (
    program_day,
    program_hours,
    program_mix,
    program_sources,
    program_team,
    program_tracks,
)
from iopedu.show.relapse import (
    after_discharge,
    mbct_relapse,
    relapse_evidence,
    relapse_over_time,
    safety_planning,
    safety_trials,
)
from iopedu.show.svg import (
    Picture,
)
from iopedu.show.table import (
    Line,
    Table,
)

# Everything above: a second list of so many names would only be one more place to forget one.
__all__ = sorted(name for name, thing in globals().items() if getattr(thing, "__module__", "").startswith(__name__))
