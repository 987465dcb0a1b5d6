"""The registers of case files. The bytes of documents are apart: folding a case again never reads them."""

from panah.journal.envelopes.registers import SealedRegister
from panah.protection.models.cases import (
    Case,
    CaseAppointment,
    CaseDocument,
    CaseDocumentPart,
    CaseNote,
    CasePerson,
    CaseService,
    CaseStep,
    CaseTask,
    CaseTransfer,
)

cases = SealedRegister(
    "cases",
    tables=[Case, CaseStep, CaseNote, CaseDocument, CasePerson, CaseService, CaseAppointment, CaseTask],
)
case_documents = SealedRegister("case_documents", tables=[CaseDocumentPart])
case_transfers = SealedRegister("case_transfers", tables=[CaseTransfer])
