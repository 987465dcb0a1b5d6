"""docs/procedures.md, made from the reviewed data: `panah docs` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panah.safeguards.procedures.kinds import Clock, Condition, Field, Need, Procedure, Step
from panah.safeguards.procedures.loading import countries, procedures
from panah.safeguards.sources import Source, documents

INTRODUCTION = """# Procedures

Made from `src/panah/safeguards/procedures/data` by `panah docs`; change the data, not this page.

What the bodies do that receive people: which steps, what each of them asks for, what has to be there before, by when,
and what ends a matter. The rules read nothing but the steps that were taken and their days; nobody's nationality,
religion or looks are in them. They make nothing easier than [the guard](guard.md): the tests walk both side by side,
and a course never lets go of a matter that the guard keeps.

- **Before** names what a step needs; *or* means that one of them is enough. What is allowed now, and which step would
  allow the others, stands on the page of a case.
- **By when** counts from the day after. Working days are Monday to Friday: public holidays aren't known here. A date
  that was written down counts instead of the usual time.
- A **waiting time** keeps the matter open while it runs. What was written down may lengthen it and never shortens it.
- Steps may be recorded late and in any order; they are put in the order of their days. A step that came before what
  it needs stays in the history, marked, and doesn't count.
- *From memory* beside a source means that nobody has compared the line with it: compare before you rely on it. What
  is called `panah` is a default of this project that a country's law or a body's own rules replace.
"""

COUNTRIES_TITLE = """
## Times by country
The law of the country of the body counts, or that of the post. What isn't here keeps the default above.
"""

_UNITS = {"calendar": ("day", "days"), "working": ("working day", "working days"), "months": ("month", "months")}


def documentation() -> str:
    """The whole page in Markdown."""
    parts = [INTRODUCTION]
    for one in procedures().values():
        parts += [f"\n## {one.title}\n", *_procedure(one)]
    return "".join([*parts, COUNTRIES_TITLE, *_countries()])


def _procedure(one: Procedure) -> Iterator[str]:
    yield f"`{one.code}`, for {_listed(one.bodies)}"
    yield f"; matters of {_listed(one.categories)}.\n\n" if one.categories else "; no matter hangs on it.\n\n"
    yield _row("Step", "", "Before", "Not after", "By when", "Asks for", "Follows")
    yield _row(*["---"] * 7)
    for step in one.steps:
        yield _row(
            f"`{step.code}`",
            _told(step),
            _before(one, step),
            ", ".join(_condition(one, condition) for condition in step.excludes),
            _clock(one, step.clock) if step.clock else "",
            "; ".join(_field(asked) for asked in step.fields),
            _follows(step.source),
        )
    for waiting in one.waitings:
        ends = " or ".join(one.step(code).title for code in waiting.ended_by)
        yield f"\n**{waiting.title}** (`{waiting.code}`): {_clock(one, waiting.clock)}. Ended by: {ends}.\n"
    yield "\n**The matter may be let go** in one of these ways, when no waiting time runs:\n"
    for way in one.ways:
        yield f"- {way.title}: {', '.join(_need(one, need) for need in way.requires)}\n"


def _told(step: Step) -> str:
    marks = [mark for mark, is_so in (("again and again", step.repeats), ("rare", step.rare)) if is_so]
    marks += [f"ends it: {step.ends}"] if step.ends else []
    return step.title + (f" *({', '.join(marks)})*" if marks else "") + (f". {step.help}" if step.help else "")


def _before(one: Procedure, step: Step) -> str:
    needs = [_need(one, need) for need in step.requires]
    needs += [f"{next(w.title for w in one.waitings if w.code == code)} is over" for code in step.waits]
    return "; ".join(needs)


def _need(one: Procedure, need: Need) -> str:
    told = " or ".join(_condition(one, condition) for condition in need.any_of)
    return f"{told} (where {_condition(one, need.when)})" if need.when else told


def _condition(one: Procedure, condition: Condition) -> str:
    step = one.step(condition.step)
    told = step.title
    if condition.field:
        asked = step.field(condition.field)
        assert asked is not None, "the data were checked"
        values = " or ".join(asked.choices.get(value, value) for value in condition.values)
        told += f" ({asked.title}: {'' if condition.are else 'not '}{values})"
    return f"no {told}" if condition.absent else told


def _clock(one: Procedure, clock: Clock) -> str:
    since = " or ".join(one.step(code).title for code in clock.since)
    told = f"{_length(clock)} from: {since}"
    if clock.field:
        told += "; or the date written there"
    if clock.when:
        told += f"; where {_condition(one, clock.when)}"
    if clock.met_by:
        told += f"; {' or '.join(one.step(code).title for code in clock.met_by)} is as good"
    return f"{told} ({_follows(clock.source)})"


def _length(clock: Clock) -> str:
    one, many = _UNITS[clock.unit]
    return "the same day" if clock.days == 0 else f"{clock.days} {one if clock.days == 1 else many}"


def _field(asked: Field) -> str:
    choices = f" ({', '.join(asked.choices.values())})" if asked.choices else ""
    return asked.title + choices + ("" if asked.required else " *(optional)*")


def _countries() -> Iterator[str]:
    for country in countries().values():
        yield f"\n### {country.title}\n{country.says}\n"
        rows = [(code, name, clock) for code, found in country.clocks.items() for name, clock in found.items()]
        if rows:
            yield "\n" + _row("What", "", "Time", "Follows") + _row(*["---"] * 4)
        for code, name, clock in rows:
            since = f" from: {_since(code, clock.since)}" if clock.since else ""
            yield _row(f"`{code}.{name}`", _titled(code, name), _length(clock) + since, _follows(clock.source))


def _titled(procedure: str, name: str) -> str:
    found = procedures()[procedure]
    return next((one.title for one in found.waitings if one.code == name), "") or found.step(name).title


def _since(procedure: str, codes: Sequence[str]) -> str:
    return " or ".join(procedures()[procedure].step(code).title for code in codes)


def _follows(source: Source) -> str:
    names = {document.document: name for name, document in documents().items()}
    told = names[source.document] + (f": {source.place}" if source.place else "")
    return told if source.checked else f"{told}, *from memory*"


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(f"`{code}`" for code in codes)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
