"""What the partnership sees: figures of many cases, and nothing of any one.

Rule 1: a count of one to four cases, sessions or answers is hidden, and where only one count of a table is, the next smallest
too: else it could be had by taking the others from the total.
Rule 2: a share is rounded to five per cent, so that one late session among many is not told by it.
Rule 3: one period, a calendar year, and in the current one only whole months: no two views differ by one case.
Rule 4: an agency lead sees their agency as a whole, never by month: no cell can be had by taking one view from another.
"""
