from .base import Form
from .care.group import AgreementsForm, CorrelationExplorer, GuessTheCorrelation
from .care.pathway import PathwayLab
from .care.placement import Comparer, PlacementPractice, PlacementWorksheet
from .care.week import WeekPlanner
from .cbt.action import ActivityPlanner, ExperimentForm, HierarchyBuilder
from .cbt.records import Records
from .cbt.thought_record import ThoughtRecordForm
from .course.care_note import CareNote
from .course.case_conference import CaseConference
from .course.class_view import ClassView
from .course.questions import Explain, Practice, Questions
from .course.start import BeforeAfter, Computer, Transfer, YourProgress
from .course.ten_minutes import TenMinutes
from .course.your_work import YourWork
from .dbt.breathing import PacedBreathing, ShortPractice
from .dbt.chain import ChainForm, MissingLinksForm
from .dbt.diary import DiaryCardForm, WeekToRead
from .dbt.distress import CrisisKitForm, ProsAndConsForm, SkillFinder, StopWalkForm, TippCheck
from .dbt.regulate import AbcPleaseForm, CheckTheFactsForm, CopeAheadForm, DearManBuilder, FirmnessForm
from .evidence.evidence import DatabaseExplorer, ExtractionPuzzle, ForestExplorer, InPeopleExplorer
from .options import Later
from .parts import Dial, Rating
from .progress.aftercare import HabitTracker, TransitionPlanForm
from .progress.measures import ChangeExplorer, ScoreSheet, ScreeningExplorer, SeriesReader, StepsExplorer
from .rehearsal.client_session import ClientSession
from .rehearsal.fading import Fading
from .rehearsal.say_it import SayIt
