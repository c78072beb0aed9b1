"""Sentences that read like case management: tasks, decisions, new facts. They belong in the next meeting, not in a reflection (P05).

Rule 1: a question is none, unless it asks who does something by when, or asks somebody to do it.
Rule 2: a word alone is none: "the decision of the court weighs on us" decides nothing. It takes who and what, or a day.
"""

import re
from functools import cache
from typing import Final

from dialogs.recognisers.given_names import LOWER_CASE
from dialogs.recognisers.text import WORD, listed, plain, sentences


def _any(words: str) -> str:
    """A pattern for any of these; an underscore stands for the space in words of several."""
    said = sorted(words.split(), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word).replace('_', '[ -]') for word in said)})"


CHORES: Final = """
    arrange book carry_out chase circulate complete contact convene draft e-mail email escalate follow_up liaise monitor notify
    obtain organise phone refer report_back request review ring schedule send share submit text undertake update upload visit weigh
"""
OTHER_WORK: Final = """
    accompany advise alert allocate apply appoint approach assess assist attend begin bring call check clarify close collect
    commence commission confirm consider consult continue coordinate create deliver develop discuss do draw_up end engage ensure
    establish explore facilitate feed_back file fill_in find follow fund get give hand have hold identify implement increase
    inform initiate inspect install instruct introduce investigate invite join keep lead let link log look_into make manage meet
    message move observe offer open organize participate pass pay pick_up plan prepare present progress provide pursue raise
    re-refer record reduce register reinstate remind remove report research respond return run secure see seek set_up sign
    sort_out source speak start step_down step_up stop supervise supply support take talk tell trace track transfer transport
    use verify work write
"""
BE_DONE: Final = r"be\s+(?:\w+ed|seen|held|done|given|sent|told|made|taken|kept|found|put)\b"
DOES: Final = rf"(?:{BE_DONE}|{_any(CHORES + OTHER_WORK)}\b)"
CHORE: Final = (
    rf"(?:{_any(CHORES)}\b|(?:make|do)\s+(?:a|an|the)\b|(?:speak|write)\s+(?:to|with)\b"
    r"|(?:call|hold)\s+(?:a|an|the|another)\b.{0,20}\b(?:meeting|conference|review|discussion|group)\b)"
)
SETTLED: Final = rf"(?:{CHORE}|{_any('close continue end escalate hold increase offer place proceed reduce remain start step stop support')}\b)"
ORDERS: Final = _any(
    f"""
    {CHORES} apply_for check close collect confirm ensure explore find_out get inform invite look_into make prepare provide
    register seek set_up sort_out speak write_to
    """
)
OBJECTS: Final = _any(
    """
    a all an camhs chronologies chronology dad gp her his housing hv joint minutes mum nan new nursery parents police referral
    respite school sw that the their this to welfare with young
    """
)
NOT_ORDERED: Final = r"(?:what|how|why|where|who|whether|its?|itself|us|in|out|first|before|after|the\s+(?:silence|feeling|worry|story|child))\b"

CAPITAL: Final = r"(?-i:[A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻŴŶ])"
OF_TEAM: Final = _any(
    """
    attendance community drug duty early_help family_support health housing key lead link named parenting probation school social
    specialist support team welfare youth
    """
)
SHORT: Final = "camhs csc dsl ehw fsp fsw gp hv idva iro kw lado lc mash pc police school senco sw housing social_worker health_visitor"
ROLE: Final = _any(
    f"""
    {SHORT} agencies all baby boys carer carers case cgl checks child children chronologies chronology cin college consultant
    contact coordinator core_group cpn dad doctor education eh eha everybody everyone family father girls grandad grandma
    grandmother group head headteacher health i keyworker landlord lead_coordinator manager meeting midwife minutes mother mum nan
    network nspcc nurse nursery officer paediatrician parents plan practitioner probation professionals psychologist referral
    safety_plan siblings ssw supervised_contact supervisor supervisors ta teacher team therapist visit visitor visits we worker
    yjs yot
    """
)
GIVEN: Final = "@"  # stands for a given name, see `_with_signs`
NAMED: Final = rf"(?:{GIVEN}(?:\s(?!to\b){CAPITAL}[\w'-]+)?|(?:mr|mrs|ms|miss|dr)\.?\s[\w'-]+)"
INITIALS: Final = rf"(?:{CAPITAL}\.?\s?){{1,2}}{CAPITAL}\.?"
WHO: Final = rf"(?:(?:(?:the|our|her|his|their)\s+)?(?:{OF_TEAM}(?:\s+|-))*{ROLE}|{INITIALS}|{NAMED})"
PARTY: Final = rf"{WHO}(?:\s*(?:,|/|&|and)\s*{WHO})*"
NOT_THEY: Final = r"(?!(?:he|she|they|it|you|who|what|nobody|none|everybody)\b)"

MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
DAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
DATED: Final = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}|\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?)"
EACH: Final = rf"(?:this|next|each|every)\s+(?:week|month|{DAY}|term|time|visit|core\s+group|review|meeting)"
PERIOD_END: Final = r"(?:the\s+)?end\s+of\s+(?:the\s+|this\s+|next\s+)?(?:week|month|term|day|year)"
DATE: Final = (
    rf"(?:{DAY}|tomorrow|tonight|today|{DATED}|{EACH}|{PERIOD_END}|close\s+of\s+play|cop|christmas|easter|half\s+term)"
)
SPAN: Final = r"(?:\d+|one|two|three|four|five|six|seven|ten|fifteen)\s+(?:working\s+)?(?:days?|weeks?|months?)"
OFTEN: Final = r"(?:daily|weekly|fortnightly|monthly)"
WHEN: Final = (
    rf"(?:\b(?:by|before|on|for|until)\s+(?:the\s+)?{DATE}\b|\b{DATE}\b|\b(?:within|in)\s+{SPAN}"
    rf"|\b(?:{OFTEN}|asap|straight\s+away|immediately)\b)"
)
LAST: Final = rf"last\s+(?:night|week|month|{DAY})|this\s+(?:morning|week|afternoon)"
HAPPENED: Final = rf"(?:on\s+(?:{DAY}|{DATED})|yesterday|today|{LAST}|over\s+the\s+weekend|at\s+the\s+weekend)"

BEGIN: Final = r"^\s*(?:[-*•–·]+\s*|\(?\d{1,2}[.)]\s*|[a-z]\)\s*|(?:and|then|also|so)\s+)?"
WILL: Final = r"(?:'ll|\s+will|\s+shall|\s+(?:is|are|am)\s+going\s+to)"
MUST: Final = r"(?:must|needs?\s+to|has\s+to|have\s+to)"
MODAL: Final = rf"(?:will|shall|should|{MUST}|ought\s+to|(?:is|are)\s+(?:going\s+)?to|would|can)"
MEETING: Final = r"(?:meeting|visit|review|appointment|contact|conference|assessment)s?"
NEXT: Final = r"next\s+(?:visit|meeting|review|appointment|core\s+group)"

HEADINGS: Final = (
    (
        rf"{BEGIN}(?:agreed\s+)?(?:next\s+steps?|action(?:s|\s+points?|\s+plan)?|to[- ]?do(?:\s+list)?|tasks?|outcomes?|plan"
        rf"|recommendations?|decisions?|agreed|target\s+dates?|timescales?|deadlines?|updates?|new\s+information|{NEXT})\s*(?::|-\s|\.?$)"
    ),
    rf"{BEGIN}{_any(SHORT)}\s*[-:]\s.*(?:{WHEN}|\b{DOES})",
    rf"{BEGIN}(?:(?!(?:we|i|it|the|he|she|our|each)\b)[\w-]+\s+){{0,3}}{MEETING}\s+(?:on|by|in|within)\s+(?:{DATE}|{SPAN})\W*$",
    rf"{BEGIN}(?:{OFTEN}|joint)\s+(?:visits?|checks?|calls?|contact|meetings?|tests?)\b",
    rf"{BEGIN}{NEXT}\b.{{0,20}}{WHEN}",
    rf"{BEGIN}(?:target\s+date|fyi)\b",
    r"\bneeds?\s+(?:updating|reviewing|completing|chasing|booking|sending|arranging)\b",
    r"\bby\s+when\b|\bwho\s+(?:does|will\s+do)\s+what\b",
    r"\b(?:the\s+)?deadline\s+(?:is|for|of)\b",
    rf"\bdue\s+(?:by|on)\s+{DATE}",
    (
        r"\b(?:the|an?|our|next)\s+(?:task|action|next\s+step)s?\s+(?:is|are|was|were)\s+(?:to|for|that)\b"
        r"(?!\s+(?:be|sit|stay|listen|think|feel|notice)\b)"
    ),
    rf"\bto\s+{BE_DONE}.{{0,30}}(?:\bby\b|{WHEN})",
)
DECISIONS: Final = (
    (
        r"\b(?:agreed|decided|resolved)\b(?:\s+(?:that|today|together))*"
        rf"\s+(?:{WHO}|(?:he|she|they|it|this|the\s+\w+(?:\s\w+)?))\s+(?:both\s+)?{MODAL}\s+(?:not\s+)?\w+"
    ),
    rf"\b(?<!they )(?<!he )(?<!she )(?:agreed|decided|resolved)\s+(?:not\s+)?to\s+{SETTLED}",
    r"\bagreed\s+(?:on\s+)?(?:a|the)\s+(?:plan|way\s+forward|actions?|next\s+steps?)\b",
    rf"\bagreed\b.{{0,80}}\b(?:by\s+{DATE}|within\s+{SPAN}|{OFTEN})",
    r"\b(?:decision|agreement)\s+(?:was|is|has\s+been)\s+(?:made\s+|taken\s+|reached\s+)?(?:to|that)\b",
)
COMMITMENTS: Final = (
    (
        rf"{BEGIN}(?!(?:to|we|i)\s){PARTY}\s+to\s+(?:also\s+|not\s+|urgently\s+|then\s+)?{DOES}(?!\s+(?:one|each)\s+other)"
        r"(?!\s+(?:us|him|her|them)\b\s*(?:is|are|was))"
    ),
    rf"\b{MUST}\s+(?:urgently\s+|also\s+)?(?:(?:complete|refer)\b|{CHORE}\s+(?:{OBJECTS}|our|on|for|before|by)\b)",
    rf"\b(?:should|{MUST})\s+{DOES}.{{0,60}}{WHEN}",
    (
        rf"{BEGIN}(?:the\s+)?(?:mum|dad|mother|father|parents|nan|{_any(SHORT)})\s+(?:should|{MUST})"
        r"\s+(?:go\s+to|attend|engage|take|see|complete|contact|refer|move|stop|sign|ring|visit|apply)\b"
    ),
    rf"{BEGIN}{NOT_THEY}{PARTY}{WILL}\s+(?:also\s+|then\s+|now\s+)?{CHORE}",
    rf"{BEGIN}{NOT_THEY}{PARTY}(?:{WILL}|\s+(?:is|are|am)\s+to)\s+{DOES}.{{0,60}}{WHEN}",
    (
        rf"\b(?:referral|meeting|plan|visit|assessment|conference|appointment|chronology|core\s+group|contact)\s+(?:{WILL}\s+|(?:is\s+|are\s+)?to\s+)"
        r"be\s+(?:held|made|reviewed|completed|arranged|booked|sent|updated|convened|supervised)\b"
    ),
    r"\b(?:referral|meeting|plan|visit|assessment|conference|appointment)\s+will\s+be\s+(?:held|made|reviewed|completed|arranged|booked|sent)\b",
    r"\b(?:visits|checks|contact|meetings)\s+(?:is|are)\s+to\s+(?:take\s+place|happen|stop|start|continue)\b",
    rf"{BEGIN}(?:please\s+)?{ORDERS}\s+(?!{NOT_ORDERED})(?:with\s+|to\s+|for\s+|on\s+)?(?:{OBJECTS}\b|{CAPITAL}|{GIVEN})",
    rf"\b(?:we|i)\s+(?:asked|told|instructed)\s+\w+(?:\s+\w+)?\s+to\s+{DOES}.{{0,60}}{WHEN}",
    rf"\b(?:could|can|would|will)\s+{WHO}\s+please\s+{DOES}",
    rf"\bplease\s+{CHORE}",
    rf"{BEGIN}(?:can|could)\s+(?:the\s+)?(?:{GIVEN}|{_any(SHORT)}|somebody|someone)\s+{CHORE}",
)
EVENT: Final = _any(
    """
    admitted arrested assaulted bailed called charged detained discharged evicted excluded found injured moved released remanded
    reported_missing suspended
    """
)
FACTS: Final = (
    rf"\b(?:was|were|been|got)\s+{EVENT}\b.{{0,40}}{HAPPENED}",
    rf"{HAPPENED}.{{0,40}}\b(?:was|were|got)\s+{EVENT}\b",
    rf"\b(?:police|ambulance|paramedics|officers)\s+(?:attended|came|visited|called)\b.{{0,40}}{HAPPENED}",
    rf"\b(?:mum|dad|mother|father|nan|child|he|she|they|{CAPITAL}\.{CAPITAL}\.)\s+(?:has\s+|have\s+)?(?:disclosed|alleged)\b",
    rf"\b(?:an?|another)\s+(?:new\s+)?(?:referral|allegation|disclosure|incident|report|notification)\b.{{0,40}}{HAPPENED}",
    r"\bsince\s+(?:the\s+)?last\s+(?:meeting|review|visit|session|conference|core\s+group)\b",
    r"\btested\s+(?:positive|negative)\b",
    rf"{BEGIN}(?:the\s+)?{_any(SHORT)}\s+(?:visited|saw|rang|called|spoke|met|attended|referred)\b.{{0,40}}{HAPPENED}",
    r"\b(?:has|have)\s+missed\s+\w+\s+(?:appointments?|sessions?|contacts?|visits?)\b",
)
ASKS: Final = (
    rf"^(?:can|could)\s+(?:the\s+)?(?:{GIVEN}|{_any(SHORT)}\b|somebody\b|someone\b)"
    r"|\bby\s+when\b|\bplease\b|\bwho\s+(?:does|will\s+do)\s+what\b|\bmust\b"
)
WHO_DOES: Final = LOWER_CASE | listed(
    """
    amber bo bob carol daisy drew frank hal holly jasmine jay kit lily mike mo nat nick pat pete poppy ray rob robin ruby sal
    sandy sue tess
    """
)
LONGEST: Final = (
    600  # letters; what goes on without a stop is read in pieces, so that reading takes no longer than the text is long
)


def tasks(text: str, phrases: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The sentences that read like a task, a decision or a new fact, as they stand in the text.

    `phrases` are a partnership's own signs of one, found as whole words in capitals or not.
    """
    return parted(text, phrases)[1]


def parted(text: str, phrases: tuple[str, ...] = ()) -> tuple[str, tuple[str, ...]]:
    """The text without its tasks, and its tasks in their order; together they are all of it but for spaces."""
    kept: list[str] = []
    found: list[str] = []
    for line in text.split("\n"):
        left, here = _parted_line(line, _own(phrases))
        found += here
        if left or not here:  # a line of tasks alone leaves no empty one behind
            kept.append(left)
    return "\n".join(kept).strip(), tuple(found)


def _parted_line(line: str, own: re.Pattern[str] | None) -> tuple[str, list[str]]:
    read = [(sentence, _reads_like_one(sentence, own)) for sentence in sentences(line)]
    found = [sentence.strip() for sentence, task in read if task]
    return ("".join(sentence for sentence, task in read if not task).strip() if found else line), found


def _reads_like_one(sentence: str, own: re.Pattern[str] | None) -> bool:
    said = _with_signs(plain(sentence)).strip()
    pieces = (said[begin : begin + LONGEST] for begin in range(0, len(said), LONGEST))
    return any(_found_in(piece, own) for piece in pieces)


def _found_in(said: str, own: re.Pattern[str] | None) -> bool:
    if said.endswith("?") and not _compiled(ASKS).search(said):
        return False
    signs = (*HEADINGS, *DECISIONS, *COMMITMENTS, *FACTS)
    return bool(own and own.search(said)) or any(_compiled(sign).search(said) for sign in signs)


@cache
def _compiled(sign: str) -> re.Pattern[str]:
    """Compiled when it is first needed: many of them, and whoever only starts the bot needs none."""
    return re.compile(sign, re.IGNORECASE)


@cache
def _own(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    said = "|".join(re.escape(plain(phrase)) for phrase in phrases if phrase.strip())
    return re.compile(rf"\b(?:{said})\b", re.IGNORECASE) if said else None


def _with_signs(said: str) -> str:
    """The sentence with a sign for each given name: `Bo to ring` is a task, `Time to stop` is none."""
    return WORD.sub(lambda word: GIVEN if word[0][0].isupper() and word[0].casefold() in WHO_DOES else word[0], said)
