"""Words that begin with a capital and are no part of a name: those that begin sentences, the family's, the trade's, the calendar's."""

from typing import Final

from dialogs.recognisers.text import listed

BEGINNINGS: Final = listed(
    """
    a about above across afraid after again against alive all almost alone along already also although always am an
    and angry another any anybody anyone anything apparently are around arrange as ask asked asking at away back be
    because been before behind being below beside besides between book both bring bringing but by call can certainly
    chase clearly coming complete consider contact could currently day dead dear despite did discuss do does doing
    done down during each early eight either else email even eventually ever every everybody everyone everything
    everywhere except far feel feeling few finally first five for four from further get give given go going good had
    half happy has have having he hearing hello help her here hers herself hi hidden him himself his hold holding
    home how however i if imagine in indeed inside instead into invite is it its itself just keep keeping kind
    knowing last late later least leaving less let like listen listening little living long look looking luckily
    made make many may maybe me meanwhile meeting mentioned mine missing more most much must my myself near neither
    never nevertheless new next nine no nobody none nor not nothing notice now nowhere of off often old on once one
    only or other others our ours ourselves out outside over own perhaps phone playing please possibly previously
    probably put quite rather reading really recently refer remember review ring sad sadly same saw say saying says
    second see seeing seen send seven several shall share she should since sitting six so some somebody someone
    something sometimes somewhere soon speak speaking still stuck such suddenly suppose take talking tell ten thank
    thanks that the their theirs them themselves then there therefore these they thing things think thinking third
    this those though three through throughout thus till tired to today together told tomorrow tonight too toward
    towards trying twelve twice two under unless unlike until up update upon us usually very visit visiting waiting
    was watching we well were what whatever when whenever where wherever whether which while who whoever whole whom
    whose why will with within without wonder wondering working worried would write writing yes yesterday yet you
    young your yours
    """
)
FAMILY: Final = listed(
    """
    adult aunt auntie aunty baby birth boy boyfriend brother brothers child children cousin cousins dad daddy
    daughter ex family father foster girl girlfriend gran grandad grandfather grandma grandmother grandpa
    grandparents granny guardian husband infant infants kid kids lad lady madam man men mother mum mummy nan nana
    nanny neighbour neighbours nephew newborn niece parent parents partner sibling siblings sir sister sisters son
    step stepdad stepfather stepmother stepmum teen teenager teenagers toddler twin twins unborn uncle wife woman
    women youth
    """
)
TRADE: Final = listed(
    """
    abuse academy access act action actions adolescent adult's advocate agencies agency agenda agreement alcohol
    ambulance analysis apologies army assessment assistant association attachment attendance attendee attendees
    audit authority autism background bail balance ball band bank behaviour benefit benefits bill board bridge
    building bureau cafe campaign campus canteen caravan card care carer carers case cases cathedral catholic centre
    centres chair chairperson chapter charity chart children's chronology church cinema circle city clerk clinic
    clinical clock club code college commissioner committee community complex concern conclusion conduct conference
    conferences congress constable constabulary consultant contact contract coordinator core council counsellor
    county county-lines course court credit criminal crown cup curfew curriculum day days decisions dental dentist
    department designated desk detective development diary diocese director disability disagreement disagreements
    disorder district doctor domestic door drive drug duty early education education-health elective emergency
    emotional encompass enquiry escalation evidence exam executive exit exploitation family's federation feelings
    festival file fire foodbank football form forum forums foundation freedom front fund games gang garden general
    government gp gps graded great green group groups guidance guide guidelines guild gym hall handbook harm head
    headteacher health hearing help helper helpline holiday home hopes hospital hostel hotel house housing hub
    hypotheses impact inclusion independent information inn inspector institute integrated interim intervention job
    joint judge justice key keyworker kingdom kitchen law lead lead's leader league learning legal letter letters
    level liaison library line lived living local locality lounge magistrates management manager mark market
    maternity matron medical medicine meeting meetings member mental mental-health midwife midwives mill ministry
    missing mission misuse moment mosque multi-agency museum national need needs neglect network next-of-kin nhs
    night note notes notice notification nuisance number nurse nurse's nursery nurses office officer officer's
    officers online operation order orders organisation outcome outcomes outreach paediatric paediatrician panel
    paper parade parenting parents' parish park partnership partnerships pathway patient pattern patterns people
    perspectives phase physical pilot place placement plan plans play points police policy post practice
    practitioner pre-school premier prevent prevention primary priory prison probation probationer process
    professional professionals profile profiles programme project protection protocol psychiatrist psychologist
    psychology pub public pupil purpose quality quay questionnaire questions radio rangers reason record records
    referral referrals reflective refuge region regional register registrar relationship report representative
    request residential resolution resolving response review reviewing reviews rights risk road room rota royal
    rugby safari safe safeguarding safety scale scheme school schools score scotland scout scouts scrutiny season
    secondary section senco senior sergeant series service services session sexual shelter shield shop signpost
    signposting signs site social society solicitor special specialist specialists spectrum sport sports square
    staff stage standards star state statement station status statutory step steps store story strategic strategy
    street strengths structure student study substance summary sunday supervisee supervisees supervision supervisor
    supervisors support sure surestart surgery survey survivors swimming syndrome system table task tasks teacher
    teachers teaching team teams technology teenage temple tenancy test theatre theories theory therapist therapists
    therapy thinking together tool tower town trade train training transport treatment tree trial tribunal trust
    tusla union unit united universal university vehicle ventures victim view villa village violence virtual vision
    visit visitor visitor's visitors visits voice voluntary volunteer wanderers ward warden water welfare wellbeing
    window wishes witness witnesses women's word work worker worker's workers workforce working workshop world
    worried worries yard year years youth zone zoo
    """
)
CALENDAR: Final = listed(
    """
    advent afternoon am apr april aug august autumn bonfire boxing bst christmas dec december diwali easter eid eve
    evening father's feb february friday fridays gmt half-term halloween hanukkah jan january jul july jun june lent
    mar march monday mondays morning mother's new night noon nov november oct october passover pentecost pm ramadan
    saturday saturdays sep sept september spring summer sunday sundays term thursday thursdays tuesday tuesdays
    valentine's wednesday wednesdays winter
    """
)
PEOPLES: Final = listed(
    """
    afghan african albanian american anglican arab arabic asian australian bangladeshi baptist bengali black british
    buddhist bulgarian cantonese caribbean catholic chinese christian church czech dutch english eritrean ethiopian
    european farsi filipino french gaelic german ghanaian greek gujarati gypsy hindi hindu hungarian igbo indian
    iranian iraqi irish islamic italian jamaican japanese jehovah's jewish kenyan kurdish language latvian
    lithuanian mandarin methodist mixed mormon muslim nepali nigerian northern norwegian orthodox pakistani pashto
    persian polish portuguese protestant punjabi quaker rastafarian roma roman romanian russian scottish serbian
    sign sikh slovak slovakian somali spanish sudanese swahili swedish syrian tamil thai tibetan traveller
    travellers turkish ukrainian urdu vietnamese welsh white yoruba zimbabwean
    """
)
THINGS: Final = listed(
    """
    action' aldi amazon asda barbie barnardo's batman bluey boots brook cafcass camhs childline claire's clare's
    climbie dash disney doctor dsl ehcp excel facebook fortnite fraser frozen gillick google gruffalo harry icpc
    instagram iro lado laming lego lidl man mappa marac martha's marvel mash mencap messenger microsoft minecraft
    morrisons munro nacro netflix nintendo nspcc ofsted outlook patrol paw peppa pig playstation pokemon potter rcpc
    relate roblox sainsbury's samaritans sarah's scope senco shelter signs slack snapchat spider star start strange
    stranger superman sure teams tesco things tiktok wars whatsapp word xbox youtube zoom
    """
)
