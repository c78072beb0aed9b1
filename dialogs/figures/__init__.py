"""What the partnership sees: figures of many cases, and nothing of any one. Why each rule, and what an attacker tried: docs/figures.md.

Rule 1: what is counted is published once, for whole months, and never reckoned again: no two views differ by one case.
Rule 2: months are joined until sessions inside and outside the window are each none or at least five.
Rule 3: within a table, rows are joined until each count is none or at least five. No smaller count is shown anywhere.
Rule 4: everybody sees parts of one publication. An agency's lead sees the rows of their agency, as they stand for the office.
Rule 5: means and medians are of at least five, rounded, and not told at the ends of their scale.
"""
