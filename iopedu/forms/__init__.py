"""Things to do: forms that a learner fills in, each a view of one record."""

from iopedu.forms.abc_please import (
    AbcPleaseForm,
)
from iopedu.forms.activation import (
    ActivityPlanner,
)
from iopedu.forms.agreements import (
    AgreementsForm,
)
from iopedu.forms.base import (
    Form,
)
from iopedu.forms.before_after import (
    BeforeAfter,
)
from iopedu.forms.breathing import (
    PacedBreathing,
    Pacer,
    ShortPractice,
)
from iopedu.forms.care_note import (
    CareNote,
)
from iopedu.forms.case_conference import (
    CaseConference,
)
from iopedu.forms.chain import (
    ChainForm,
)
from iopedu.forms.change import (
    ChangeExplorer,
    SeriesReader,
)
from iopedu.forms.class_view import (
    ClassView,
)
from iopedu.forms.comparer import (
    Comparer,
)
from iopedu.forms.computer import (
    Computer,
)
from iopedu.forms.correlation import (
    CorrelationExplorer,
    GuessTheCorrelation,
)
from iopedu.forms.dear_man import (
    DearManBuilder,
    FirmnessForm,
)
from iopedu.forms.dial import (
    Dial,
)
from iopedu.forms.diary import (
    DiaryCardForm,
    WeekToRead,
)
from iopedu.forms.distress import (
    CrisisKitForm,
    ProsAndConsForm,
    StopWalkForm,
    TippCheck,
)
from iopedu.forms.evidence import (
    ExtractionPuzzle,
    ForestExplorer,
    InPeopleExplorer,
)
from iopedu.forms.explain import (
    Explain,
)
from iopedu.forms.exposure import (
    ExperimentForm,
    HierarchyBuilder,
)
from iopedu.forms.facts_walk import (
    FactsWalkForm,
)
from iopedu.forms.habits import (
    HabitTracker,
)
from iopedu.forms.measures import (
    ScoreSheet,
    ScreeningExplorer,
)
from iopedu.forms.medication import (
    StepsExplorer,
)
from iopedu.forms.pathway import (
    PathwayLab,
)
from iopedu.forms.placement import (
    PlacementWorksheet,
)
from iopedu.forms.placement_practice import (
    PlacementPractice,
)
from iopedu.forms.practice import (
    Practice,
)
from iopedu.forms.questions import (
    Questions,
)
from iopedu.forms.rating import (
    Rating,
)
from iopedu.forms.records import (
    Records,
)
from iopedu.forms.skill_finder import (
    SkillFinder,
)
from iopedu.forms.thought_record import (
    ThoughtRecordForm,
)
from iopedu.forms.transition_plan import (
    TransitionPlanForm,
)
from iopedu.forms.week import (
    WeekPlanner,
)
from iopedu.forms.your_progress import (
    YourProgress,
)
from iopedu.forms.your_work import (
    YourWork,
)

__all__ = [
    "AbcPleaseForm",
    "ActivityPlanner",
    "AgreementsForm",
    "BeforeAfter",
    "CareNote",
    "CaseConference",
    "ChainForm",
    "ChangeExplorer",
    "ClassView",
    "Comparer",
    "Computer",
    "CorrelationExplorer",
    "CrisisKitForm",
    "DearManBuilder",
    "Dial",
    "DiaryCardForm",
    "ExperimentForm",
    "Explain",
    "ExtractionPuzzle",
    "FactsWalkForm",
    "FirmnessForm",
    "ForestExplorer",
    "Form",
    "GuessTheCorrelation",
    "HabitTracker",
    "HierarchyBuilder",
    "InPeopleExplorer",
    "PacedBreathing",
    "Pacer",
    "PathwayLab",
    "PlacementPractice",
    "PlacementWorksheet",
    "Practice",
    "ProsAndConsForm",
    "Questions",
    "Rating",
    "Records",
    "ScoreSheet",
    "ScreeningExplorer",
    "SeriesReader",
    "ShortPractice",
    "SkillFinder",
    "StepsExplorer",
    "StopWalkForm",
    "ThoughtRecordForm",
    "TippCheck",
    "TransitionPlanForm",
    "WeekPlanner",
    "WeekToRead",
    "YourProgress",
    "YourWork",
]
