"""Where to go next: which pages each spider asks for, and in which order."""
