"""Microsoft Teams: activities become what was heard, cards and pages become Adaptive Cards. Only this folder knows botbuilder."""
