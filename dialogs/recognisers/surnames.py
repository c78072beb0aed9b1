"""Surnames that are common in England and Wales, of every origin. No list of people: only a help where capitals say nothing."""

from typing import Final

from dialogs.recognisers.text import folded, listed

_SPELLED: Final = listed(
    """
    abdi adams adebayo adeleke adeyemi afolabi agarwal ahmed akhtar akinola ali allen amin anderson andrews appiah
    arshad asante ashraf atkinson aziz bailey baker balogun banda barker barnes baxter beckett begum bennett bhatt
    bibi bishop black bloggs boateng bondarenko bose bowen bradley bradshaw brooks brown bui burke burns burton
    butler byrne campbell carr carroll carter chambers chapman chaudhry chen chowdhury chukwu church clark clarke
    cohen cole coleman collins connolly cook cooper cox crawford cross cunningham curtis daly dang danso davies
    davis davison dawson dean dennis deol desai dhillon diaz dixon doherty douglas doyle duffy dunning dąbrowska
    dąbrowski edwards egan ellis evans eze ferguson fernandes fernandez finch fisher fitzgerald fletcher flynn ford
    foster fothergill fowler fox francis fraser freeman french fuller gallagher garcia gardner george gibson gilbert
    gill gomes gonzalez goodwin gordon graham grant gray green greenwood griffin griffiths gupta hall hamilton
    hargreaves harris harrison hart harvey hassan hawkins henderson hewitt hicks higgins hill holland holmes hoque
    hossain hosseini howard huang hudson hughes humphreys hunt hussain hussein hutchinson ibrahim idowu ikpe iqbal
    islam ivanov jackson james jankowski jarvis jenkins jha johnson jones joshi joyce kamara kaminska kaminski
    kapoor kaur kavanagh kelly kennedy khalil khan khatun kirk knight kovács kowalczyk kowalska kowalski kozłowski
    krawczyk kumar kuznetsov lal lane lawrence leary lee lewandowska lewandowski lewis li lin liu lloyd lopez lowe
    lynch macdonald mahmood malik marsh marshall martin martinez mason matthews may mazur mbeki mccarthy mcdonald
    mckenzie mclean mehta mensah miah miles miller mills mishra mitchell mohamed mohammed moore morgan morris
    morrison murphy murray mwangi nair nash nasir nawaz nelson newman newton nguyen nicholls nkosi nolan norton
    nowak nunez nwosu nyambura núñez o'brien o'connell o'connor o'donnell o'donoghue o'keeffe o'leary o'neill
    o'reilly o'sullivan obi odhiambo ofori ogunleye ojo okafor okeke okonkwo okoro oladipo oliver olsen oluwole
    onyango osagie osborne osei osman owen owusu page palmer pandey parker parkinson parry parsons parveen patel
    pawlak payne pearce pereira perez perkins perry pham phillips pike pinto poole popa popescu popov porter potter
    potts powell powles pratt price pritchard prydderch pugh quinn rafiq rahman rai rana rao rashid reddy rees reid
    reynolds rice richards richardson rivera roberts robertson robinson rodrigues rodriguez rogers rose rowe russell
    rutkowski ryan saeed sahota sanchez sanders sandhu santos saunders scott sedgwick sesay shah sharma sharp shaw
    sheikh siddiqui sidhu silva simmons simpson singh slater smith sokołowski solomon spencer stephens stevens
    stevenson stewart stone sultana sutton swift szczepański szymańska szymański tanaka taylor thapa thomas thompson
    townsend tran tucker turner tyler uddin ullah usman vargas vu wade walker wallace walsh walters wang ward warren
    waters watson watts webb webster wells west wheeler white whitlock wilkins wilkinson williams williamson wilson
    wiśniewska wiśniewski wojciechowski wojcik wong wood woods wright wu wyatt wójcik xu yang yilmaz young yusuf
    yılmaz zając zhang zielińska zieliński
    """
)
SURNAMES: Final = frozenset(folded(name) for name in _SPELLED)
"""In small letters, without accents."""
WORDS_TOO: Final = listed(
    """
    baker banda barker bird bishop black bowen brown butler carter chambers chapman church clerk coleman collins
    cook cooper cross day dean egan english fisher ford foster fox freeman french gardner gill grant gray green hall
    hart hill hunt islam king knight lane lee long lowe major marsh martin mason may miles mills moore page palmer
    parish park parker pike pope porter power powers price rice rose sharp singh slater smart spencer stone summers
    swift taylor turner wade walker wall walls ward waters webb wells west white winter wood woods wright young
    """
)
"""Those that are words as well: after a capitalised word they are no sign of a name."""
