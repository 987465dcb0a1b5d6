"""The registers of protection: which tables are the fold of whose entries."""

from panah.journal.envelopes.registers import SealedRegister
from panah.journal.registers import Register
from panah.protection.models import AwaitedShare, Body, Claim, CompetenceChange, Conversation, Matter, Referral, Share

bodies = Register("bodies", tables=[Body])
competences = Register("competences", tables=[CompetenceChange])
matters = SealedRegister("matters", tables=[Matter, Share])
awaited_shares = SealedRegister("awaited_shares", tables=[AwaitedShare])
conversations = SealedRegister("conversations", tables=[Conversation])
referrals = SealedRegister("referrals", tables=[Referral])
claims = SealedRegister("claims", tables=[Claim])
