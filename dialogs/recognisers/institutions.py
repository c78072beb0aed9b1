"""Institutions and places, which are no persons: those a partnership knows, words that make an institution, towns of two words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Self

from dialogs.recognisers.given_names import LOWER_CASE
from dialogs.recognisers.text import listed, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a partnership and of the day. `institutions` are names of two words or more, as they are compared; see `of`."""

    today: date
    institutions: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, today: date, names: Iterable[str]) -> Self:
        """With the names of agencies, meetings and lists as they are written."""
        return cls(today=today, institutions=frozenset(plain(name).casefold() for name in names if " " in name.strip()))


MAKES_ONE: Final = listed(
    """
    academy act ambulance arms army assessment association authority avenue board bridge bureau care cathedral
    centre charity church city clinic close club college committee community company conference constabulary
    cottages council court crescent department drive education estate families federation force forum foundation
    gardens green group grove hall health high hill home hospice hospital hostel hotel house housing hub infant
    infants inn institute island junior juniors kindergarten lane league library lodge logic ltd magistrates market
    meeting ministry mosque museum nhs nursery office order parish park partnership plan police practice prison
    probation programme project protocol pub rangers road school schools service services society square station
    street surgery synagogue syndrome team temple terrace town trust unit united university wanderers way
    """
)
"""A run of capitalised words that holds one of these is an institution or a place: `Norfolk Constabulary`, `Carrow House`."""

PLACE_FIRST: Final = listed(
    """
    bishop's burton bury castle central chipping east great high isle king's kingston little long lower market mid
    milton new newcastle north old royal saint south southend st stoke tower upper wells west weston
    """
)
"""The first word of a place of two words, when the second is a place's as well: `Great Yarmouth`, `King's Lynn`."""

INVENTED: Final = frozenset(
    (
        "harry potter",
        "peppa pig",
        "paw patrol",
        "spider man",
        "james bond",
        "horrid henry",
        "mary poppins",
        "thomas cook",
        "marcus rashford",
    )
)
"""Whom children speak of though nobody knows them."""

PLACES: Final = listed(
    """
    africa america anglia asia attleborough aylsham bacton barnet basildon basingstoke bath bedford bedfordshire
    belfast birmingham blackburn blackpool bolton bournemouth bowthorpe bradford brent brighton bristol broadland
    bromley brundall buckinghamshire bungay burnham caister cambridge cambridgeshire camden cardiff carlisle chatham
    chelmsford chester cornwall costessey coventry cromer croydon cumbria derby derbyshire dereham devon diss dorset
    downham dublin durham ealing earlham eastbourne eaton edinburgh edmunds ely england essex europe fakenham
    felixstowe gateshead glasgow gloucester gloucestershire gorleston greenwich hackney halifax hamlets hammersmith
    hampshire harlow hastings hellesdon hereford hertfordshire holt hoveton huddersfield hull hunstanton india
    ipswich ireland islington kent keynes kingdom lakenham lambeth lancashire lancaster leeds leicester
    leicestershire lewisham lincoln lincolnshire liverpool loddon london lowestoft luton lynn manchester merseyside
    middlesbrough midlands mile newham nigeria norfolk northampton northamptonshire norwich nottingham
    nottinghamshire oldham oxford oxfordshire pakistan peterborough plymouth poland portsmouth preston reading
    redbridge rochdale rotherham salford scotland sheffield sheringham shropshire slough somerset southampton
    southwark sprowston stafford staffordshire stalham stockport stratford suffolk sunderland surrey sussex swaffham
    swansea swindon tameside telford thames thetford thorpe thurrock tyneside wakefield wales walsall walsham
    waltham warrington warwick warwickshire watton wigan wiltshire wolverhampton worcester worcestershire wroxham
    wymondham yarmouth york yorkshire zealand
    """
)


SURNAMES_TOO: Final = listed(
    """
    bedford bridge burton chester church day green hall hill house kent kingston lincoln mills moor parish park
    preston stafford temple warwick wells west york
    """
)
"""What is a surname after a given name: `Olivia Green`, but `Victoria Street`."""


def is_institution(words: tuple[str, ...], known: Known) -> bool:
    """Whether a run of capitalised words is an institution or a place, given as written."""
    small = tuple(
        word.casefold().removesuffix("'s") if word.casefold() not in PLACE_FIRST else word.casefold() for word in words
    )
    run = " ".join(words).casefold()
    if any(run in name or name in run for name in known.institutions):
        return True
    if len(small) == 2 and small[0] in LOWER_CASE and small[1] in SURNAMES_TOO:  # noqa: PLR2004 - Olivia Green
        return False
    if MAKES_ONE & {*small}:
        return True
    if run in INVENTED:
        return True
    return small[-1] in PLACES or (small[0] in PLACES and len(small) == 2) or small[0] in ("st", "saint")  # noqa: PLR2004 - two words
