"""Recognisers: what in a free text names or identifies somebody, and what reads like case management. They point out and change nothing.

Pure, on the standard library; what is known of a partnership (its agencies, the words of its procedure) is handed in as
values. How much they find, and how often they are wrong, is measured in `docs/recognisers.md`.
"""

from dialogs.recognisers.case_management import parted, tasks
from dialogs.recognisers.identifiers import Kind, identifying
from dialogs.recognisers.institutions import Known
from dialogs.recognisers.people import more_than_initials

__all__ = ["Kind", "Known", "identifying", "more_than_initials", "parted", "tasks"]
