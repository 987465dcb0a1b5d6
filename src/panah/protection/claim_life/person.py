"""The rules of whoever it is about: missing, dead, handed over, a child, of a family, the same person as another."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from panah.protection.claim_life.following import must, on
from panah.protection.claim_life.kinds import Life
from panah.protection.facts import claims as facts


@on(facts.ClaimMissing)
def _missing(life: Life, fact: facts.ClaimMissing, _on: dt.date) -> Life:
    must(not life.missing_since, "claim_missing")
    return replace(life, missing_since=fact.since, search_until=fact.search_until)


@on(facts.ClaimSearched)
def _searched(life: Life, fact: facts.ClaimSearched, on: dt.date) -> Life:
    must(bool(life.missing_since), "not_missing")
    must(bool(fact.what.strip()), "reason_needed")
    if not fact.found:
        return replace(life, search_until=fact.search_until or life.search_until)
    return _heard_of(replace(life, missing_since="", search_until=""))


@on(facts.ClaimDied)
def _died(life: Life, fact: facts.ClaimDied, _on: dt.date) -> Life:
    must(bool(fact.certificate.strip()), "certificate_needed")
    return replace(life, state="died", died_on=fact.on, missing_since="", search_until="", before=life)


@on(facts.ClaimDeathCorrected)
def _death_corrected(life: Life, fact: facts.ClaimDeathCorrected, _on: dt.date) -> Life:
    must(life.state == "died" and life.before is not None, "claim_open")
    must(bool(fact.why.strip()), "reason_needed")
    assert life.before is not None, "it must"
    return _heard_of(life.before)


def _heard_of(life: Life) -> Life:
    """Whoever couldn't be reached gets the whole time to appeal: the decision is served anew."""
    return replace(life, state="rejected", served_on="", appeal_until="") if life.state == "served" else life


@on(facts.ClaimTransferred)
def _transferred(life: Life, fact: facts.ClaimTransferred, _on: dt.date) -> Life:
    must(bool(fact.why.strip()), "reason_needed")
    if fact.to is None:
        must(bool(fact.region.strip()), "region_needed")
        return replace(life, region=fact.region)
    must(life.open, "claim_decided")
    return replace(life, state="transferred", transferred_to=str(fact.to))


@on(facts.ClaimChild)
def _child(life: Life, fact: facts.ClaimChild, _on: dt.date) -> Life:
    must(fact.child != "no" or bool(fact.why.strip()), "reason_needed")
    return replace(
        life,
        child=fact.child,
        guardian=fact.guardian or life.guardian,
        best_interests_on=fact.best_interests_on or life.best_interests_on,
    )


@on(facts.ClaimLinked)
def _linked(life: Life, fact: facts.ClaimLinked, _on: dt.date) -> Life:
    link = fact.model_dump(mode="json", exclude={"corrects"})
    return replace(life, links=(*(one for one in life.links if one["other"] != link["other"]), link))


@on(facts.ClaimSame)
def _same(life: Life, fact: facts.ClaimSame, _on: dt.date) -> Life:
    must(bool(fact.why.strip()), "reason_needed")
    others = tuple(one for one in life.same if one != str(fact.other))
    return replace(life, same=(*others, str(fact.other)) if fact.same else others)


@on(facts.ClaimMatterFound)
def _matter_found(life: Life, _fact: facts.ClaimMatterFound, _on: dt.date) -> Life:
    # Of one that has ended nothing is decided any more: the matter needs a case of its own.
    must(life.open, "claim_decided")
    return life
