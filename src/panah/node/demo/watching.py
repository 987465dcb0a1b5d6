"""The practice country's watchlists: established, loaded from generated files, and met by a few travellers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

from panah.border.desk import holds, presentations
from panah.border.desk.context import Actor
from panah.border.facts.parts import Direction
from panah.border.models import Presentation
from panah.journal.entries import Source, Statement
from panah.journal.record import record
from panah.node.demo import lists as files
from panah.node.demo import sanctions
from panah.node.demo.country import PostPlan
from panah.node.demo.line import present
from panah.node.demo.listed import Listed
from panah.node.demo.population import Traveller, habits
from panah.watchlists import sealed
from panah.watchlists.desk import hits, lists, loading
from panah.watchlists.desk.lists import Terms
from panah.watchlists.entries import Entry, ListedName
from panah.watchlists.facts.hits import HitAnswered, HitConfirmed, HitRaised
from panah.watchlists.packing import pack

_COURT = "Complaint to the district court of the practice country within 15 days"
TERMS = (
    Terms(
        code="practice-sanctions",
        title="Practice sanctions list",
        sort="sanctions",
        source="Practice council",
        issuing_state="UNO",
        legal_basis="Practice council, decision 1 of 2019",
        remedy="Petition for removal to the council's ombudsperson; anybody may write, in any language",
        contact="ombudsperson@practice.example",
        valid_days=180,
    ),
    Terms(
        code="exit-bans",
        title="Bans on leaving",
        sort="exit_ban",
        source="Court executors of the practice country",
        issuing_state="KAZ",
        legal_basis="Practice code of enforcement, art. 33",
        remedy=_COURT,
        contact="District court, window 4",
        valid_days=2,
    ),
    Terms(
        code="entry-bans",
        title="Bans on coming back",
        sort="entry_ban",
        source="Migration service of the practice country",
        issuing_state="KAZ",
        legal_basis="Practice law on foreigners, art. 48",
        remedy=_COURT,
        contact="District court, window 4",
        valid_days=30,
    ),
    Terms(
        code="lost-documents",
        title="Lost and stolen documents",
        sort="lost_documents",
        source="Exchange of lost documents",
        issuing_state="XPO",
        legal_basis="Practice agreement on lost documents, art. 2",
        remedy="The issuing state's consulate corrects an entry",
        valid_days=7,
    ),
    Terms(
        code="to-protect",
        title="Persons to protect",
        sort="protect",
        source="Child protection and shelters of the practice country",
        issuing_state="KAZ",
        legal_basis="Practice law on the rights of the child, art. 9",
        remedy="The body that asked for protection",
        telling="may",
        tell_reason="Telling may put the person in danger; an officer decides each time",
        valid_days=30,
    ),
)

SANCTIONED = Listed(
    "TEGIRMENOV", "SHUKHRAT", "BOTIROVICH", "Тегирменов Шухрат Ботирович", "M", "1984", "UZB", "", "Beshkent"
)
DEBTOR = Listed("OLTINKOLOV", "SANJAR", "", "Олтинкўлов Санжар", "M", "1991-02-17", "UZB", "FA7302918", "Qora Tosh")
MISSED = Listed("ARCHALIEVA", "NAZGUL", "", "Арчалиева Назгүл", "F", "2004-09-02", "KGZ", "", "Ak-Suu")
NAMESAKE = Listed("TUZKOLOV", "RASUL", "", "Тұзкөлов Расул", "M", "1987-03-09", "KGZ", "", "Sary-Bulak")
SHELTERED = Listed("KUMUSHTOVA", "TOLGONAI", "", "Күмүштова Толгонай", "F", "2003-05-28", "KGZ", "", "Ak-Suu")
LOST = ("UZB", "FA5521904")


def _traveller(
    nationality: str, surname: str, given: str, native: str, sex: str, birth: date, number: str
) -> Traveller:
    return Traveller(
        habit=next(one for one in habits() if one.name == "visiting family"),
        kind="passport",
        nationality=nationality,
        surname=surname,
        given_names=given,
        native_name=native,
        sex=sex,
        birth_date=birth,
        issuer=nationality,
        number=number,
        expiry_date=date(2034, 4, 30),
    )


# As their passports spell them: romanised otherwise than on the lists.
LIKE_SANCTIONED = _traveller("UZB", "TEGIRMONOV", "SHUHRAT", "Тегирмонов Шуҳрат", "M", date(1984, 11, 5), "FA2290417")
LIKE_DEBTOR = _traveller("UZB", "OLTINKULOV", "SANDZHAR", "Олтинкўлов Санжар", "M", date(1991, 2, 17), "FA7302918")
LIKE_MISSED = _traveller("KGZ", "ARCHALIYEVA", "NAZGUL", "Арчалиева Назгүл", "F", date(2004, 9, 2), "PE2217403")
LIKE_NAMESAKE = _traveller("KGZ", "TUZKULOV", "RASUL", "Тұзкөлов Расул", "M", date(1987, 9, 3), "PE3316250")
LIKE_SHELTERED = _traveller("KGZ", "KUMUSHTOVA", "TOLGONAY", "Күмүштова Толгонай", "F", date(2003, 5, 28), "PE4402178")
WITH_LOST = _traveller("UZB", "KARIMOVA", "ZEBO", "Каримова Зебо", "F", date(1979, 6, 21), "FA5521904")


def establish(actor: Actor, now: datetime) -> dict[str, UUID]:
    """Establish the lists and load their first versions; gives their handles by code."""
    today = now.date()
    content = {
        "practice-sanctions": sanctions.un_list(today=today, also=[SANCTIONED, NAMESAKE]),
        "exit-bans": files.exit_bans(today=today, also=[DEBTOR]),
        "entry-bans": files.entry_bans(today=today),
        "lost-documents": files.lost_documents(today=today, also=[LOST]),
        "to-protect": files.protect(today=today, also=[MISSED, SHELTERED]),
    }
    made: dict[str, UUID] = {}
    for terms in TERMS:
        made[terms.code] = lists.establish(terms, actor=actor, happened=now - timedelta(days=700))
        form = {"to-protect": "protect", "lost-documents": "lost_documents"}.get(terms.code, "auto")
        loading.load_file(lists.get(made[terms.code]), content[terms.code], form, actor=actor)
    return made


def scenes(post: PostPlan, now: datetime, first: Actor, second: Actor) -> None:
    """Three people wait in the second line this morning: one new, one taken over, one who waits for a second look."""
    coming: tuple[tuple[Traveller, int, Direction], ...] = (
        (LIKE_SANCTIONED, 9, "entry"),
        (LIKE_MISSED, 26, "exit"),
        (LIKE_DEBTOR, 48, "exit"),
    )
    for traveller, minutes, direction in coming:
        at = now - timedelta(minutes=minutes)
        shown = present(post, traveller, at, first, direction=direction)
        hold = presentations.set_aside(shown, actor=first, happened=at + timedelta(seconds=20))
        if traveller is LIKE_DEBTOR:
            holds.take(hold, actor=second)
            for hit in hits.of_presentation(shown):
                hits.answer(hit.id, "same", "Same number, same birth date; the name is spelt otherwise.", actor=second)


def history(posts: Sequence[PostPlan], staff: Mapping[str, UUID], now: datetime, chance: Random) -> None:
    """What lists stopped during the last months, and what came of it: most of them were somebody else."""
    rows = Presentation.objects.filter(outcome="crossed", hold__isnull=False, opened__gt=now - timedelta(days=180))
    officers = [[staff["second"], staff["second2"]], [staff["commander2"], staff["commander2"]]]
    of_post = {post.id: place for place, post in enumerate(posts)}
    codes = (
        ["practice-sanctions"] * 5 + ["exit-bans"] * 3 + ["entry-bans"] * 4 + ["lost-documents"] * 2 + ["to-protect"]
    )
    terms = {one.code: one for one in TERMS}
    said: dict[UUID, list[Statement]] = {}
    for row in rows.order_by("opened")[:240]:
        if chance.random() < 0.4:
            continue
        chosen = terms[chance.choice(codes)]
        first, second = officers[of_post[row.post]]
        hit, at = uuid4(), row.opened
        raised = HitRaised(
            presentation=row.subject, post=row.post, details=sealed.details(_details(chosen, row, chance))
        )
        answered = at + timedelta(minutes=chance.uniform(4, 55))
        true = first != second and chance.random() < 0.12
        words = sealed.words({"remark": "Compared both records."})
        said.setdefault(first, []).extend(
            [
                Statement(raised, hit, at, Source.CLOCK),
                Statement(HitAnswered(answer="same" if true else "not_same", details=words), hit, answered),
            ]
        )
        if true:
            later = answered + timedelta(minutes=chance.uniform(3, 30))
            said.setdefault(second, []).append(Statement(HitConfirmed(agrees=True, details=words), hit, later))
    for actor, statements in said.items():
        record(statements, actor=actor)


def _details(terms: Terms, row: Presentation, chance: Random) -> dict[str, object]:
    name = f"{row.document['surname']} {row.document['given_names']}".strip()
    entry = Entry(id=f"H-{chance.randrange(10**6):06}", names=(ListedName.of(name),))
    return {
        **{name: getattr(terms, name) for name in Terms.__slots__ if name not in ("code", "valid_days")},
        "list": terms.code,
        "version": f"practice {(row.opened - timedelta(days=3)).date()}",
        "published": (row.opened - timedelta(days=3)).date().isoformat(),
        "valid_until": "",
        "entry_id": entry.id,
        "entry": pack(entry).decode(),
        "digest": entry.digest(),
        "name": name,
        "score": round(chance.uniform(0.7, 0.93), 4),
        "why": [],
        "person": row.subject.hex,
        "direction": row.direction,
    }
