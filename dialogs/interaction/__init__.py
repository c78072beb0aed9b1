"""What a turn does: words, forms, commands, searches, accounts, and what follows from a fact. What the procedure allows is `dialogs/procedure/`."""
