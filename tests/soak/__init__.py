"""Long proofs: many documents, kills, full disks. Shortened in `make test`, at length in `make soak` (TIAOLI_SOAK=1)."""

import os

SOAK = bool(os.environ.get("TIAOLI_SOAK"))
"""Whether the proofs run at length."""
