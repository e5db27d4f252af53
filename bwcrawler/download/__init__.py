"""What comes over the wire: from public addresses, whole, and of a bounded size."""
