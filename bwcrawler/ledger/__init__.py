"""What is remembered from run to run: one SQLite file per edition, written through `Ledger`."""
