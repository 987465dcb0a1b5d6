"""The procedures of the bodies that receive people: which steps, in which order, by when, and what ends a matter.

    course(get("asylum"), taken, today, "KAZ")    what is due, what may be done now, whether the matter may be let go
    problems(get("asylum").step("decided"), values)    what is wrong with what was filled in

Pure: what was taken goes in, codes come out. The procedures are reviewed data, one file each, with the clocks of
countries beside them. They make nothing easier than the guard does: a course never lets go of a matter that the guard
keeps (the tests walk both).
"""

from panah.safeguards.procedures.asking import Problem, problems
from panah.safeguards.procedures.following import course, life
from panah.safeguards.procedures.kinds import (
    FIELD_KINDS,
    NO,
    UNITS,
    YES,
    Clock,
    Condition,
    Country,
    Course,
    Due,
    Field,
    GuardStep,
    Lack,
    Need,
    Procedure,
    Running,
    Step,
    Taken,
    UnknownProcedureError,
    Waiting,
    Way,
)
from panah.safeguards.procedures.loading import countries, get, of_body, procedures
from panah.safeguards.procedures.trafficking import told_by_steps

__all__ = [
    "FIELD_KINDS",
    "NO",
    "UNITS",
    "YES",
    "Clock",
    "Condition",
    "Country",
    "Course",
    "Due",
    "Field",
    "GuardStep",
    "Lack",
    "Need",
    "Problem",
    "Procedure",
    "Running",
    "Step",
    "Taken",
    "UnknownProcedureError",
    "Waiting",
    "Way",
    "countries",
    "course",
    "get",
    "life",
    "of_body",
    "problems",
    "procedures",
    "told_by_steps",
]
