"""The registers of headquarters' receipts and of recalls."""

from panah.border.models.receipts import Recall, ReceiptAsk
from panah.journal.registers import Register

receipts = Register("guard-receipts", tables=[ReceiptAsk])
recalls = Register("recalls", tables=[Recall])
