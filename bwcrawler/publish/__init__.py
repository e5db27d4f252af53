"""The files that are made from a ledger at the end of a run."""
