from .base import Form
from .care.agreements import AgreementsForm
from .care.comparer import Comparer
from .care.correlation import CorrelationExplorer, GuessTheCorrelation
from .care.pathway import PathwayLab
from .care.placement import PlacementWorksheet
from .care.placement_practice import PlacementPractice
from .care.week import WeekPlanner
from .cbt.activation import ActivityPlanner
from .cbt.exposure import ExperimentForm, HierarchyBuilder
from .cbt.records import Records
from .cbt.thought_record import ThoughtRecordForm
from .course.before_after import BeforeAfter, Transfer
from .course.care_note import CareNote
from .course.case_conference import CaseConference
from .course.class_view import ClassView
from .course.computer import Computer
from .course.explain import Explain
from .course.practice import Practice
from .course.questions import Questions
from .course.ten_minutes import TenMinutes
from .course.your_progress import YourProgress
from .course.your_work import YourWork
from .dbt.abc_please import AbcPleaseForm
from .dbt.breathing import PacedBreathing, ShortPractice
from .dbt.chain import ChainForm, MissingLinksForm
from .dbt.check_the_facts import CheckTheFactsForm
from .dbt.cope_ahead import CopeAheadForm
from .dbt.dear_man import DearManBuilder, FirmnessForm
from .dbt.diary import DiaryCardForm, WeekToRead
from .dbt.distress import CrisisKitForm, ProsAndConsForm, StopWalkForm, TippCheck
from .dbt.skill_finder import SkillFinder
from .dial import Dial
from .evidence.database import DatabaseExplorer
from .evidence.evidence import ExtractionPuzzle, ForestExplorer, InPeopleExplorer
from .later import Later
from .progress.change import ChangeExplorer, SeriesReader
from .progress.habits import HabitTracker
from .progress.measures import ScoreSheet, ScreeningExplorer
from .progress.medication import StepsExplorer
from .progress.transition_plan import TransitionPlanForm
from .rating import Rating
from .rehearsal.client_session import ClientSession
from .rehearsal.say_it import SayIt
