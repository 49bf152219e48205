"""Things to see: tables and figures, each of which also says in words what it shows."""

from iopedu.show.care import (comparison, costs, disagreements, discharges_2004, follow_up, hours_per_week, outcomes, overview, rules, stays,)
from iopedu.show.cbt_action import (action_evidence, activity_ideas, activity_week,)
from iopedu.show.cbt_record import (columns as thought_record_columns, hint_rules, records, thought_record,)
from iopedu.show.cbt_styles import (style_origins, thinking_styles,)
from iopedu.show.chart import (Chart,)
from iopedu.show.course import (course_map, crisis_table, marks, people, references, what_is_known, words_used,)
from iopedu.show.dbt_ask import (firmness_rule, give_and_fast, priorities, request_rules,)
from iopedu.show.dbt_chain import (chain_picture, chain_rules, link_types,)
from iopedu.show.dbt_diary import (diary_week, five_and_six_blanks,)
from iopedu.show.dbt_evidence import (comparator_ladder, dbt_evidence,)
from iopedu.show.dbt_regulate import (emotion_table, facts_rules, facts_ways,)
from iopedu.show.dbt_skills import (dbt_modules, dbt_skill, dbt_skills, finder_map, states_of_mind,)
from iopedu.show.handout import (handout,)
from iopedu.show.pathway import (pathway_checks, pathway_compared, pathway_limits, pathway_log, pathway_numbers, pathway_places, pathway_swings,)
from iopedu.show.placement import (placement_axes, placement_rules, vignette_pair,)
from iopedu.show.placement_agreement import (class_placements, placement_agreement, published_agreement,)
from iopedu.show.practice import (agreement, confusion, confusion_table,)
from iopedu.show.table import (Line, Table,)
from iopedu.show.week import (group_and_individual, program_day, program_hours, program_sources, program_team, program_tracks,)

__all__ = ["Chart", "Line", "Table", "action_evidence", "activity_ideas", "activity_week", "agreement", "chain_picture", "chain_rules", "class_placements", "comparator_ladder", "comparison", "confusion", "confusion_table", "costs", "course_map", "crisis_table", "dbt_evidence", "dbt_modules", "dbt_skill", "dbt_skills", "diary_week", "disagreements", "discharges_2004", "emotion_table", "facts_rules", "facts_ways", "finder_map", "firmness_rule", "five_and_six_blanks", "follow_up", "give_and_fast", "group_and_individual", "handout", "hint_rules", "hours_per_week", "link_types", "marks", "outcomes", "overview", "pathway_checks", "pathway_compared", "pathway_limits", "pathway_log", "pathway_numbers", "pathway_places", "pathway_swings", "people", "placement_agreement", "placement_axes", "placement_rules", "priorities", "program_day", "program_hours", "program_sources", "program_team", "program_tracks", "published_agreement", "records", "references", "request_rules", "rules", "states_of_mind", "stays", "style_origins", "thinking_styles", "thought_record", "thought_record_columns", "vignette_pair", "what_is_known", "words_used",]
