"""What the logs may not tell."""

import logging
import re

RECEIPT = re.compile(r"(/(?:laporan|cek|koreksi|reports|check)/)[^/\s?]+")


class HideReceipts(logging.Filter):
    """Takes receipts out of addresses: who holds one may read what a person reported."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        hidden = RECEIPT.sub(r"\1…", message)
        if hidden != message:
            record.msg, record.args = hidden, ()
        return True
