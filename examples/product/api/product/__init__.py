"""Companies that an organisation knows, and what is found out about them."""
