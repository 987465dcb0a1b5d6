"""What every node may read of a post's journal: the directory, posts, holds as such. Crossings and documents stay."""

from panah.border.facts.holds import HoldMoved, HoldPlaced, HoldReleased
from panah.border.facts.posts import PostDescribed
from panah.border.facts.receipts import RecallRaised, ReceiptDenied, ReceiptGiven
from panah.journal.carrying.reading import share
from panah.protection.facts.bodies import BodyDescribed, ChangeDeclined, ChangeProposed, ChangeSigned
from panah.protection.facts.bodykeys import KeyDivided, KeyRecovered, KeyRehearsed
from panah.protection.facts.complaints import ComplaintAnswered, ComplaintClosed, ComplaintMade, ComplaintReminded
from panah.protection.facts.groups import GroupConfirmed, GroupDeclared, GroupEnded

share(BodyDescribed, ChangeProposed, ChangeSigned, ChangeDeclined, HoldPlaced, HoldMoved, HoldReleased)
share(ComplaintMade, ComplaintAnswered, ComplaintReminded, ComplaintClosed)
share(PostDescribed)
share(KeyDivided, KeyRehearsed, KeyRecovered)
share(ReceiptGiven, ReceiptDenied, RecallRaised)
share(GroupDeclared, GroupConfirmed, GroupEnded)
