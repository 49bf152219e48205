from .abc_please import AbcPleaseForm
from .activation import ActivityPlanner
from .agreements import AgreementsForm
from .base import Form
from .before_after import BeforeAfter
from .breathing import PacedBreathing, Pacer, ShortPractice
from .care_note import CareNote
from .case_conference import CaseConference
from .chain import ChainForm
from .change import ChangeExplorer, SeriesReader
from .class_view import ClassView
from .comparer import Comparer
from .computer import Computer
from .correlation import CorrelationExplorer, GuessTheCorrelation
from .database import DatabaseExplorer
from .dear_man import DearManBuilder, FirmnessForm
from .dial import Dial
from .diary import DiaryCardForm, WeekToRead
from .distress import CrisisKitForm, ProsAndConsForm, StopWalkForm, TippCheck
from .evidence import ExtractionPuzzle, ForestExplorer, InPeopleExplorer
from .explain import Explain
from .exposure import ExperimentForm, HierarchyBuilder
from .facts_walk import FactsWalkForm
from .habits import HabitTracker
from .later import Later
from .measures import ScoreSheet, ScreeningExplorer
from .medication import StepsExplorer
from .pathway import PathwayLab
from .placement import PlacementWorksheet
from .placement_practice import PlacementPractice
from .practice import Practice
from .questions import Questions
from .rating import Rating
from .records import Records
from .skill_finder import SkillFinder
from .thought_record import ThoughtRecordForm
from .transition_plan import TransitionPlanForm
from .week import WeekPlanner
from .your_progress import YourProgress
from .your_work import YourWork
