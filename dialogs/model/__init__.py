"""The values that turns are made of: what was heard, what is shown, forms, drafts, presses. What a turn does with them stands in `dialogs/interaction/`."""
