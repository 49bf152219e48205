from .care.group import (
    agreement_rules,
    alliance_evidence,
    alliance_in_people,
    group_and_individual,
    group_members,
    group_or_individual,
    group_time,
    peer_evidence,
    telehealth_evidence,
    therapeutic_factors,
)
from .care.levels import (
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
from .care.pathway import (
    pathway_checks,
    pathway_compared,
    pathway_limits,
    pathway_log,
    pathway_numbers,
    pathway_states,
    pathway_swings,
    pathway_weeks,
)
from .care.placement import (
    class_placements,
    placement_agreement,
    placement_axes,
    placement_rules,
    published_agreement,
    red_flags,
    vignette_pair,
)
from .care.program import program_day, program_hours, program_mix, program_sources, program_team, program_tracks
from .cbt.action import (
    action_evidence,
    activity_ideas,
    activity_week,
    hint_rules,
    ladder_rules,
    prediction_rules,
    records,
    style_origins,
    thinking_styles,
    thought_record,
    thought_record_columns,
)
from .chart import Chart
from .course.case_conference import case_file, case_wednesday, conference_ranges, conference_roles
from .course.handouts import handout
from .course.practice import agreement, confusion, confusion_table
from .course.tables import course_map, crisis_table, edition, marks, people, references, what_is_known, words_used
from .dbt.diary import chain_rules, five_and_six_blanks, link_types, skills_for_links
from .dbt.interpersonal import firmness_rule, give_and_fast, priorities, request_rules
from .dbt.regulate import emotion_table, facts_rules, facts_ways
from .dbt.skills import comparator_ladder, dbt_evidence, dbt_modes, dbt_modules, dbt_skill, finder_map, states_of_mind
from .evidence.forest import forest, funnel, study_rows
from .evidence.readings import comparators, evidence_sources, intervals_to_read, pre_post_trap, response_rates
from .evidence.studies import (
    claims,
    databases,
    in_people,
    missing_people,
    program_results,
    shared_control,
    three_readings,
    weights_gained,
)
from .progress.habits import habit_effects, habit_evidence, habit_rules, habit_week
from .progress.measures import (
    bands,
    change_borders,
    change_categories,
    change_points,
    change_rules,
    measure_items,
    medication_evidence,
    medication_steps,
    screening_at,
    screening_settings,
    watched_table,
    what_now_table,
)
from .progress.plan import (
    after_discharge,
    follow_up_years,
    mbct_relapse,
    plan_rules,
    relapse_evidence,
    relapse_over_time,
    safety_planning,
    safety_steps,
    safety_trials,
    staying_well_sources,
    step_criteria,
    transition_plan,
)
from .progress.series import progress_lines, series_table, track_rule
from .svg import Picture
from .table import Line, Table
