"""Opening case files: from a referral, from a matter, or with a claim."""

from __future__ import annotations

import secrets
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.journal.entries import Statement
from panah.protection.desk import case_steps, claims_came, matters, referrals
from panah.protection.desk.bodies import body as body_view
from panah.protection.desk.case_matters import begin, of_matter, taken
from panah.protection.desk.cases import of_referral
from panah.protection.desk.matters import say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.cases import CaseClaimLinked, CaseOpened, CaseReopened
from panah.protection.models import Case, Claim, Matter, Referral
from panah.safeguards import procedures
from panah.safeguards.routes import guarded


def open_case(body: UUID, *, referral: UUID | None = None, matter: UUID | None = None, actor: Acting) -> UUID:
    """Open a case from a referral, which that accepts if nobody has yet, or from a matter; gives the case.

    ProtectionError ``referral_unknown``, ``matter_unknown``, ``referral_answered``, ``case_opened`` (there is one).
    """
    about = referral or matter
    assert about is not None, "a case is about a referral or a matter"
    with one_at_a_time(about), transaction.atomic():
        if matter is not None and (claim := _without_case(body, matter)) is not None:
            return open_for_claim(body, claim, actor=actor)
        fact = _from_referral(body, referral, actor) if referral else _from_matter(body, about)
        case = _say(body, fact, actor)
        if fact.matter is not None:
            begin(body, fact.matter, actor)
        return case


def open_for_claim(body: UUID, claim: UUID, *, actor: Acting) -> UUID:
    """The case of a claim that was just registered, or came from another body: the one its referral or matter has
    already, or a new one. Of a claim that came back it is its file, opened again.

    ProtectionError ``claim_unknown``.
    """
    row = Claim.objects.for_body(body).filter(subject=claim).first()
    if row is None:
        raise ProtectionError("claim_unknown")
    with one_at_a_time(row.referral or claim), transaction.atomic():
        filed = Case.objects.for_body(body).filter(claim=claim).first()
        if filed is not None:
            if claims_came.waits(row):
                again = CaseReopened(why=_why_it_came(row))
                say_as_body(body, [Statement(again, filed.subject, timezone.now())], actor=actor.id)
            return filed.subject
        referred = of_referral(body, row.referral) if row.referral else None
        about = of_matter(body, row.matter) if row.matter else None
        known = next((one for one in (referred, about) if one is not None and _fits(one, row)), None)
        if known is not None:
            say_as_body(body, [Statement(CaseClaimLinked(claim=claim), known.subject, timezone.now())], actor=actor.id)
            return known.subject
        # The referral of a claim that another body handed over stays with that body.
        asked = referrals.row_of(body, row.referral)
        told = Matter.objects.for_body(body).filter(subject=row.matter).first() if row.matter else None
        fact = CaseOpened(
            number=row.number,
            procedure=_procedure(body, told),
            referral=row.referral if asked is not None and referred is None else None,
            matter=row.matter,
            hold=row.hold,
            claim=claim,
            post=asked.post if asked else body,
            reference=asked.reference if asked else row.reference,
            urgent=asked.urgent if asked else False,
            needs=tuple(asked.needs) if asked else (),
            name=row.name,
            birth_date=row.birth_date,
            language=row.language,
        )
        return _say(body, fact, actor)


def _why_it_came(row: Claim) -> str:
    """What whoever handed a claim over last said to it; its number where they said nothing."""
    said = (one["fact"].get("why", "") for one in reversed(row.history) if one["what"] == "taken_over")
    return next(said, "") or row.number


def _without_case(body: UUID, matter: UUID) -> UUID | None:
    """The claim that decides about a matter here, where it has no case yet."""
    cases = Case.objects.for_body(body).filter(claim=OuterRef("subject"))
    found = Claim.objects.for_body(body).filter(~Exists(cases), matter=matter).exclude(state="transferred")
    return found.values_list("subject", flat=True).first()


def _fits(case: Case, claim: Claim) -> bool:
    """Whether a case can be this claim's: one about another matter could then let go of that no more."""
    return case.matter in (None, claim.matter) and case.claim in (None, claim.subject)


def _say(body: UUID, fact: CaseOpened, actor: Acting) -> UUID:
    case = uuid4()
    if fact.claim is None:
        due, due_step = case_steps.first_due(fact.procedure)
        fact = fact.model_copy(update={"due": due, "due_step": due_step})
    say_as_body(body, [Statement(fact, case, timezone.now())], actor=actor.id)
    return case


def _from_referral(body: UUID, referral: UUID, actor: Acting) -> CaseOpened:
    view = referrals.referral_of(body, referral)
    if of_referral(body, referral) is not None:
        raise ProtectionError("case_opened")
    row = view.row
    matter = _matter_in_turn(body, row)
    if view.state != "accepted":
        referrals.answer(body, referral, "accepted", actor=actor)
    told = {name: view.values.get(name, "")[:200] for name in ("name", "birth_date", "language", "sex")}
    return CaseOpened(
        number=_number(),
        procedure=_procedure(body, matter),
        referral=referral,
        matter=matter.subject if matter else None,
        hold=row.hold,
        post=row.post,
        reference=row.reference,
        urgent=row.urgent,
        needs=tuple(row.needs),
        name=told["name"],
        birth_date=told["birth_date"],
        language=told["language"],
        sex=told["sex"],
    )


def _from_matter(body: UUID, matter: UUID) -> CaseOpened:
    row = matters.matter_of(body, matter)
    if of_matter(body, matter) is not None:
        raise ProtectionError("case_opened")
    return CaseOpened(
        number=_number(), procedure=_procedure(body, row), matter=matter, hold=row.hold, post=row.post
    )  # fmt: skip


def _matter_in_turn(body: UUID, row: Referral) -> Matter | None:
    """The matter of a referral, in its turn for the rest of the transaction: two cases could decide about it else."""
    found = _matter_of(body, row)
    while found is not None:
        with one_at_a_time(found.subject):
            now = _matter_of(body, row)
        if now is None or now.subject == found.subject:
            return now
        found = now
    return None


def _matter_of(body: UUID, row: Referral) -> Matter | None:
    """The open matter a referral is about, where the referral names its hold; nobody guesses otherwise."""
    if row.hold is None:
        return None
    found = Matter.objects.for_body(body).filter(hold=row.hold, category__in=guarded(row.needs), let_go=None)
    open_first = F("passed_to").asc(nulls_first=True)
    return found.exclude(subject__in=taken(body).values("matter")).order_by(open_first, "opened", "subject").first()


def _procedure(body: UUID, matter: Matter | None) -> str:
    return procedures.of_body(body_view(body).sort, matter.category if matter else "").code


def _number() -> str:
    return f"{timezone.now().year}-{secrets.token_hex(4).upper()}"
