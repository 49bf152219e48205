"""Dialectical behavior therapy: its skills, a diary card, a chain analysis, and a request by DEAR MAN."""

from iopedu.dbt.abc_please import example_abc
from iopedu.dbt.breathing import Rhythm
from iopedu.dbt.cases import chain_task, example_card, example_chain, week_to_read
from iopedu.dbt.check_the_facts import example_check_the_facts
from iopedu.dbt.cope_ahead import example_cope_ahead
from iopedu.dbt.crisis_kit import example_kit
from iopedu.dbt.dear_man import example_request
from iopedu.dbt.decks import recall_skills, skill_cards, weak_strong
from iopedu.dbt.firmness import example_firmness
from iopedu.dbt.pros_cons import example_grid
from iopedu.dbt.skills import skill, skills
from iopedu.dbt.stop_walk import example_walk
