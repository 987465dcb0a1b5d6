"""The registers of complaints, copies and corrections."""

from panah.journal.envelopes.registers import SealedRegister
from panah.journal.registers import Register
from panah.protection.models.complaints import Complaint, ComplaintText, CopyOfFile, Correction

complaints = Register("complaints", tables=[Complaint])
complaint_texts = SealedRegister("complaint_texts", tables=[ComplaintText])
copies = Register("copies", tables=[CopyOfFile, Correction], natural_keys=True)
