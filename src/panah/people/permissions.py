"""Who may do what: one table from act to roles, read by guards, tests, navigation and docs/access.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from panah.people.roles import (
    ADMINISTRATOR,
    AT_BODIES,
    BODY_MACHINE,
    BODY_SUPERVISOR,
    CASE_WORKER,
    COMMANDER,
    DEVICE,
    FIRST_LINE,
    HEADQUARTERS,
    MONITOR,
    POST_ROLES,
    SECOND_LINE,
    STAFF_ROLES,
)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done, with the roles that may do it.

    ``own_post``: a role that is granted at a post allows the act only for things of that post.
    ``personal_data``: the act shows or changes data about travellers; the administrator never has it.
    """

    code: str
    roles: frozenset[str]
    description: str | Promise
    own_post: bool = False
    personal_data: bool = False


def _traveller_act(code: str, description: str | Promise, *roles: str, own_post: bool = True) -> Act:
    return Act(code, frozenset(roles), description, own_post=own_post, personal_data=True)


def _act(code: str, description: str | Promise, *roles: str, own_post: bool = False) -> Act:
    return Act(code, frozenset(roles), description, own_post=own_post)


# Who stands at the line, who works in the room behind it, and who at the desk of a body.
_LINE = (FIRST_LINE, SECOND_LINE, COMMANDER)
_BEHIND = (SECOND_LINE, COMMANDER)
_BODY = (CASE_WORKER, BODY_SUPERVISOR)

_TABLE = (
    # The line
    _traveller_act("border.inspect", _("Inspect a document and admit"), *_LINE),
    _traveller_act("border.set_aside", _("Set a traveller aside"), *_LINE),
    _traveller_act("border.take_back", _("Take back a wrong key"), *_LINE),
    _traveller_act("border.carriages", _("Work through a bus, a train or a group"), *_LINE),
    _traveller_act("border.stamps", _("Use and cancel stamps"), *_LINE),
    _traveller_act("border.second_line", _("Work the queue of the second line"), *_BEHIND),
    _traveller_act("border.holds.put_back", _("Put a person back in the queue whose officer is gone"), COMMANDER),
    _traveller_act("border.handover", _("Take over persons handed over by a neighbour"), *_BEHIND),
    _traveller_act("border.roll", _("Keep and sign the roll of persons held"), *_BEHIND),
    _traveller_act(
        "border.history", _("Open a person's history, always with a reason"), *_LINE, MONITOR, own_post=False
    ),
    # Paper
    _traveller_act("border.paper.work", _("Print, start and key in paper forms"), *_LINE),
    _traveller_act("border.paper.confirm", _("Confirm paper forms keyed in by a colleague"), *_BEHIND),
    _act("border.paper.numbers", _("See that no form number is missing"), *_LINE, HEADQUARTERS, MONITOR, own_post=True),
    # Lists and events
    _traveller_act(
        "border.listings.view", _("See the lists of local residents, pupils and groups"), *_LINE, own_post=False
    ),
    _traveller_act(
        "border.listings.manage", _("Keep the lists of local residents, pupils and groups"), *_BEHIND, own_post=False
    ),
    _traveller_act("border.events", _("Write down births, deaths and illness, and papers that come later"), *_LINE),
    # Watchlists
    _act(
        "watchlists.view",
        _("See which watchlists are in use, and their versions"),
        HEADQUARTERS,
        MONITOR,
        ADMINISTRATOR,
    ),
    _act("watchlists.manage", _("Establish, load and retire watchlists"), HEADQUARTERS, ADMINISTRATOR),
    _act("watchlists.search", _("Look up a name in a watchlist, with a reason"), HEADQUARTERS),
    _act("watchlists.figures", _("See hits in figures"), COMMANDER, HEADQUARTERS, MONITOR, own_post=True),
    _act(
        "watchlists.figures.protect", _("See in figures how often persons to protect were met"), HEADQUARTERS, MONITOR
    ),
    # Refusals, and files of persons
    _traveller_act(
        "border.refuse", _("Propose to refuse entry, and write down who goes back of own will"), SECOND_LINE
    ),
    _traveller_act(
        "border.refuse.sign",
        _("Sign a refusal as the second officer, also from another post"),
        *_BEHIND,
        own_post=False,
    ),
    _traveller_act(
        "border.refusals",
        _("See refusals, who went back of own will, and what is to be recalled"),
        *_BEHIND,
        MONITOR,
        own_post=False,
    ),
    _traveller_act(
        "border.persons", _("Join two files of one person, propose to correct a wrong file"), *_BEHIND, own_post=False
    ),
    _traveller_act(
        "border.corrections",
        _("Confirm or decline a correction as the other officer, also from another post"),
        *_BEHIND,
        own_post=False,
    ),
    _traveller_act("border.hits.correct", _("Correct a hit that was taken for true"), *_BEHIND),
    # Protection
    _act("protection.bodies.view", _("See the directory of bodies"), *_BEHIND, HEADQUARTERS, MONITOR, *_BODY),
    _act("protection.bodies.manage", _("Keep the directory of bodies, propose competence"), HEADQUARTERS),
    _act("protection.bodies.sign", _("Sign or decline a change of a body's competence"), MONITOR),
    _traveller_act("protection.matters", _("See what one's own body was told under seal"), *_BODY, own_post=False),
    # Oversight and complaint
    _act("protection.oversight", _("See at the monitor's desk what is late, refused or unanswered"), MONITOR),
    _act(
        "protection.fairness",
        _("See whether groups are treated differently at the line"),
        COMMANDER,
        HEADQUARTERS,
        MONITOR,
        own_post=True,
    ),
    _traveller_act("protection.complaints", _("Read and answer complaints"), MONITOR, own_post=False),
    _act(
        "protection.complaints.take",
        _("Print complaint forms and key in what somebody wrote on paper"),
        *_LINE,
        own_post=True,
    ),
    _act(
        "protection.complaints.heard",
        _("See which complaints the monitor waits to hear about"),
        COMMANDER,
        HEADQUARTERS,
        own_post=True,
    ),
    _traveller_act("protection.copies", _("Give a person a copy of what is held, and take down corrections"), *_BEHIND),
    _traveller_act("protection.corrections", _("Decide about a correction that a person asked for"), COMMANDER),
    _traveller_act("protection.refer", _("Ask bodies for help, and follow up"), *_BEHIND),
    _traveller_act(
        "protection.vital", _("Decide that a body is told without consent, to protect somebody's life"), COMMANDER
    ),
    _traveller_act("protection.unended", _("Give a conversation that isn't ended to another officer"), COMMANDER),
    _act(
        "protection.referrals.figures",
        _("See how many referrals are open, late and answered"),
        *_BEHIND,
        HEADQUARTERS,
        MONITOR,
    ),
    _traveller_act("protection.referrals", _("Read and answer what one's own body was asked"), *_BODY, own_post=False),
    _traveller_act(
        "protection.claims", _("Register, certify and decide claims at the asylum authority"), *_BODY, own_post=False
    ),
    _traveller_act("protection.cases", _("Work on the case files of one's own body"), *_BODY, own_post=False),
    _traveller_act(
        "protection.cases.supervise",
        _("See how a body's work is spread, and give cases to its workers"),
        BODY_SUPERVISOR,
        own_post=False,
    ),
    _act(
        "protection.claims.figures",
        _("See the figures of one's own body, and publish them to the monitor"),
        BODY_SUPERVISOR,
    ),
    _act("protection.groups", _("See which groups are declared refugees"), HEADQUARTERS, MONITOR, *_BODY),
    _act("protection.groups.declare", _("Put down a declared group, or its end"), HEADQUARTERS),
    _act("protection.groups.confirm", _("Confirm a declared group for one's own body"), BODY_SUPERVISOR),
    _traveller_act("protection.certificates.check", _("Check a certificate"), *_LINE, *_BODY, own_post=False),
    # The post as a whole
    _traveller_act("border.lists", _("See presentations without outcome, and holds"), COMMANDER, MONITOR),
    _act("border.board", _("See the board of a post"), COMMANDER, HEADQUARTERS, MONITOR, own_post=True),
    _act("node.destroy", _("Destroy the keys and data of a post that is about to be overrun"), COMMANDER),
    _act("border.report", _("Print the shift report"), COMMANDER, HEADQUARTERS, MONITOR, own_post=True),
    _traveller_act("border.shift.close", _("Close a shift"), COMMANDER),
    _act("border.posts.view", _("See posts and lanes"), *(role for role in STAFF_ROLES if role not in AT_BODIES)),
    _act("border.posts.manage", _("Establish and change posts and lanes"), HEADQUARTERS, ADMINISTRATOR),
    # People
    _act("people.own", _("Use one's own account"), *STAFF_ROLES),
    _act("people.staff.manage", _("Manage staff, roles and organisations"), ADMINISTRATOR),
    _act("people.looks", _("Read who looked at which file"), MONITOR),
    _act("people.alarms", _("Read alarms about unusual look-ups"), MONITOR, HEADQUARTERS),
    _act("people.alarms.answer", _("Answer an alarm"), MONITOR),
    _act("journal.verify", _("Have the journal verified"), MONITOR, ADMINISTRATOR),
    # Machines
    _act("api.devices", _("Register and revoke devices"), ADMINISTRATOR),
    _traveller_act("api.inspect", _("Send a document for inspection (scope inspect)"), DEVICE),
    _traveller_act("api.admit", _("Admit or set aside at a gate (scope admit)"), DEVICE),
    _traveller_act("api.read_stays", _("Ask about stays (scope read_stays)"), DEVICE),
    _act("protection.machines", _("Register the machines and webhook of one's own body"), BODY_SUPERVISOR),
    _traveller_act(
        "api.referrals_read",
        _("Read what one's own body was asked (scope referrals_read)"),
        BODY_MACHINE,
        own_post=False,
    ),
    _traveller_act(
        "api.referrals_answer",
        _("Answer it, and pass on what a person said about consent (scope referrals_answer)"),
        BODY_MACHINE,
        own_post=False,
    ),
    _traveller_act(
        "api.referrals_send",
        _("Hand somebody over to another body (scope referrals_send)"),
        BODY_MACHINE,
        own_post=False,
    ),
)

ACTS: dict[str, Act] = {act.code: act for act in _TABLE}


def _scopes(role: str) -> tuple[str, ...]:
    return tuple(code.removeprefix("api.") for code, act in ACTS.items() if act.roles == frozenset({role}))


# What the token of a device, and of a body's machine, can be allowed; each is the act "api.<scope>".
SCOPES: tuple[str, ...] = _scopes(DEVICE)
BODY_SCOPES: tuple[str, ...] = _scopes(BODY_MACHINE)


class UnknownActError(LookupError):
    """There is no such act in the table of people/permissions.py."""


def act(code: str) -> Act:
    """The act of that code; raises UnknownActError for a code that isn't in the table."""
    try:
        return ACTS[code]
    except KeyError:
        raise UnknownActError(code) from None


def allows(code: str, roles: Iterable[str], *, own: UUID | None = None, post: UUID | None = None) -> bool:
    """Whether somebody with these roles may do the act.

    ``own`` is the post where they work now, ``post`` the post of the thing to be acted on; without ``post`` the
    question is whether they may do the act at all.
    """
    wanted = act(code)
    holding = wanted.roles.intersection(roles)
    if not wanted.own_post or post is None or post == own:
        return bool(holding)
    return bool(holding - POST_ROLES)


def acts_of(roles: Iterable[str]) -> frozenset[str]:
    """Codes of all acts these roles allow somewhere."""
    held = frozenset(roles)
    return frozenset(code for code, entry in ACTS.items() if entry.roles & held)
