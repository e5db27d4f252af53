"""How requests are sent, and what comes back: from public addresses, whole, of a bounded size."""
