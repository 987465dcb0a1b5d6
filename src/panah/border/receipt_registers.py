"""The registers of headquarters' receipts and of recalls."""

from panah.border.models.receipts import Headquarters, Recall, ReceiptAsk
from panah.journal.registers import Register

headquarters = Register("headquarters", tables=[Headquarters])
receipts = Register("guard-receipts", tables=[ReceiptAsk])
recalls = Register("recalls", tables=[Recall])
