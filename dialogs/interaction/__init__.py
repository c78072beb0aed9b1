"""What a turn does: words, forms, commands, searches, accounts, and what follows from a fact. What the procedure allows is `dialogs/procedure/`.

Words typed in a chat go this way: `chat` (what they may be), `whose` (which question they answer), `understanding` with `spellings` (the value
they mean), `answering` (kept in the draft), `asking` and `spoken` (the next question), `doing` (a button's deed by words).
"""
