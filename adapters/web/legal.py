"""What anybody may read: what this is, what is kept of whom and for how long, and what may be expected of it.

The manifests of the chats name these addresses, and every page leads to them.
"""

from dataclasses import dataclass
from typing import Final

from aiohttp import web

from adapters.web.access import Site
from adapters.web.ports import Notice

Part = tuple[str, tuple[str, ...]]
RISK: Final = (
    "This is no way to report that a child is at risk of harm: call 999, or your local authority’s safeguarding team."
)
WORDS: Final[Part] = (
    "What is kept",
    (
        "Of each person in the directory: name, role, agency, work e-mail, and the accounts in Slack or Teams they use.",
        "Of each case: what was typed about it, who is on it, dates, votes and the record. It is encrypted, each case with a key of its own.",
        "Who did or looked at what, and when, without words of a case. Answers to the feedback are kept without a name.",
    ),
)
SEEN: Final[Part] = (
    "Who sees what",
    (
        "What is written about a case is read by the people on it. The partnership office sees that there is a case and where it stands, not what is written.",
        "The office and the leads of agencies see figures of many cases, counted together until no number from 1 to 4 can be told from them.",
        "Wider learning that a group agrees to share says nothing of the case, the child or the people.",
        "In Slack or Teams, messages also lie with Slack or Microsoft, under your organisation’s agreement with them. E-mails hold no word of a case.",
        "No page sets a cookie except the one that keeps you in by a personal link. Nothing is sold, or used to train anything.",
    ),
)


@dataclass(frozen=True, slots=True)
class LegalPages:
    """The three pages."""

    site: Site

    def routes(self, *, start: bool) -> list[web.RouteDef]:
        """Where they lie. The demo has a start of its own."""
        pages = [web.get("/privacy", self.privacy, name="web.privacy"), web.get("/terms", self.terms, name="web.terms")]
        return [*pages, *([web.get("/", self.about, name="web.about")] if start else [])]

    async def about(self, _: web.Request) -> web.Response:
        """What this is, for whoever comes without a link."""
        ways = "Open it in Slack or Teams, or by the link in your newest message. There is no password."
        return self._page("Joint agency group supervision", (("", (f"It is run for {self._whose}.", ways, RISK)),))

    async def privacy(self, _: web.Request) -> web.Response:
        """What is kept, how long, who sees it, whom to ask."""
        return self._page("Privacy", (WORDS, ("How long", _how_long(self.site.ports.notice)), SEEN, self._asking))

    async def terms(self, _: web.Request) -> web.Response:
        """What it is for, and what it is not."""
        whose = (
            f"It is for people who work with children for the agencies of {self._whose}, and whom its office has put in the directory.",
            "It runs the procedure. It decides nothing about a child: people do.",
            "The record belongs on the child’s file. What lies here is a working copy.",
            "Write what the group needs and no more. Your agency’s own rules on confidentiality and records apply here too.",
            "Do not pass on a personal link: it opens what you may see.",
        )
        never = (RISK, "Nobody watches it round the clock.")
        return self._page("Terms of use", (("What it is for", whose), ("What it is not for", never), self._asking))

    @property
    def _whose(self) -> str:
        return self.site.ports.notice.partnership

    @property
    def _asking(self) -> Part:
        contact = self.site.ports.notice.contact
        ask = f"Ask {contact}." if contact else f"Ask the office of {self._whose}."
        whose = f"{self._whose} and its agencies decide what is done with what is kept here."
        return "Whom to ask", (whose, f"{ask} You may see what is kept of you, and have it put right.")

    def _page(self, title: str, parts: tuple[Part, ...]) -> web.Response:
        return self.site.templates.page("notice.html", {"title": title, "parts": parts})


def _how_long(notice: Notice) -> tuple[str, ...]:
    till = f"erased {notice.kept.days} days after it ended" if notice.kept else "kept until it is erased by hand"
    case = f"What was written about a case is {till}."
    return (
        f"{case} One may be held back for a review, a complaint or a court, or erased sooner.",
        "A form that is left half-way is deleted after 14 days, and feedback after 3 years at the latest.",
        "That something was done or looked at stays, without words of the case: nobody can look unseen.",
    )
