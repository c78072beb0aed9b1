"""What the partnership sees: figures of many cases, and nothing of any one. Why each rule, and what an attacker tried: docs/figures.md.

Rule 1: what is counted is published once, for whole months, and never reckoned again: no two views differ by one case.
Rule 2: months are joined until sessions inside and outside the window are each none or at least five.
Rule 3: a table is counted on until a row of it can stand alone. Exact counts stand only where each is none or at least five,
and no other count can be taken from them; everything else is told as a share, a middle, or in fives.
Rule 4: everybody sees parts of one publication. An agency's lead sees the rows of their agency, as they stand for the office.
Rule 5: a share is so coarse that two counts could be meant, a mean is not told at the ends of its scale, a middle is of ten.
"""
