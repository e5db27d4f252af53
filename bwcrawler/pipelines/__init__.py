"""What is kept of an item: it is cleaned, validated and recorded, in this order."""
