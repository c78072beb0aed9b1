"""Given names that are common in England and Wales, of every origin that its children have. No list of people.

Only a help: two capitalised words that are nothing else are a name without it. It is needed where nothing is
capitalised, or everything. Names that are ordinary words as well (Grace, Will) stand apart.
"""

from typing import Final

from dialogs.recognisers.text import folded, listed

_WELSH: Final = listed(
    """
    aeron aled alun angharad arwel bethan branwen bronwen bryn cadi carys catrin ceri cerys dafydd deiniol delyth
    dewi dilys dylan efa eira eleri elin elis emrys emyr eurig ffion gareth geraint gethin glenys glyn gruffudd
    gruffydd gwen gwenllian gwilym gwyn gwyneth haf hefin heledd hywel iestyn ieuan ifan ioan iolo iorwerth iwan
    llew llewelyn llinos llyr llŷr lowri mabli macsen mared mari megan meilyr meinir menna morgan myfanwy nansi
    nerys nia non olwen osian owain rhian rhiannon rhodri rhun rhys sian sion sioned siân siôn tegan tomos tudur
    """
)
_IRISH_SCOTTISH: Final = listed(
    """
    aidan ailbhe aine aisling alasdair angus aoife aonghus bláthnaid breda bridget bronagh bríd cahir callum calum
    caoimhe cathal cian ciara ciaran ciarán cillian clodagh colm conall connor conor cormac darragh deirdre dermot
    desmond donal donnacha duncan eamon eamonn eileen eilidh eimear eoin ewan fergal fergus finlay finn fiona fionn
    gavin grainne gráinne hamish iain isla keira kieran kirsty lachlan laoise lorcan maeve mairead malachy mhairi
    máire niall niamh nuala oisin oisín orla padraig patrick pádraig roisin ronan rory ruairi róisín rónán saoirse
    seamus sean seán shona sinead sinéad sorcha struan séamus síle tadhg torin una áine éabha órla úna
    """
)
_ENGLISH: Final = listed(
    """
    aaron abbie abigail adam adrian aidan alan albert alex alexander alexandra alexis alfie alfred alice alicia
    alisha alison allan amanda amelia amelia-rose amy andrea andrew angela angus anita anna annabel annabelle anne
    annie anthony antony archie arlo arthur ashleigh ashley ashton aubrey austin ava ayla barbara barry beatrice
    beau becky ben benjamin bernard bertie beth bethany betty beverley bianca billy blake bobby bonnie bradley
    brandon brayden brenda brett brian brody brooke bryony caden caitlin caleb cameron carl carla carly carol
    caroline carter casey cassie catherine cecilia cerys chantelle charlene charles charley charlie charlotte
    chelsea cheryl chloe chris christian christina christine christopher claire clara clare clive cody colin colleen
    connie corey courtney craig curtis cynthia daisy-may daniel danielle danny darcey darcy darren daryl david
    dawson dean debbie deborah declan denise dennis derek dexter diana diane dominic donald donna doreen doris
    dorothy douglas duncan dwayne dylan edith edward eileen elaine eleanor elijah eliza elizabeth ella ellen ellie
    ellie-mae elliot elliott ellis elsie emilia emily emma emma-louise eric erin esme ethan eva evan evelyn evie
    felicity felix finley florence frances francesca francis frankie freddie frederick freya gabriel gabriella
    gareth gary gemma geoffrey george georgia georgie georgina gerald geraldine gillian glen gloria gordon graham
    grayson gregory guy gwen hannah harley harold harriet harrison harry harvey hattie hayley hazel heather hector
    heidi helen henry hollie howard hugh hugo ian imogen indie irene isaac isabel isabella isabelle isobel jace jack
    jackie jackson jacob jacqueline jade jake james jamie jane janet janice jasmine jason jaxon jaxson jayden jean
    jeffrey jenna jennifer jenny jeremy jessica jill joan joanna joanne joe joel john jonathan jordan joseph josh
    joshua josie joyce judith julia julian julie june justin kacey kai karen karl kate katherine kathleen kathryn
    katie kayden kayla kayleigh keeley keeley-ann keith kelly kelsey kenneth kerry kevin kian kim kimberley kirsty
    kyle kylie lacey lana laura lauren leah leanne lee leigh lena leo leon leonard lesley leslie lewis lexi
    lexi-leigh liam lillian lilly lily-mae linda lindsay lisa logan lola lorraine lottie louie louis louisa louise
    luca lucas lucy luke lydia lynn mabel mackenzie maddie maddison madeleine madison maisie malcolm mandy marcus
    margaret maria marian marie marilyn martha martin mary mary-kate mason matilda matthew maureen mavis megan
    melanie melissa mia michael michelle mick mikey mildred millie milly miranda mitchell moira molly monica morgan
    muriel myla naomi natalie natasha nathan nathaniel neil nelly niall nicholas nicola nicole nigel noah norman
    olive oliver olivia oscar owen pamela patricia paul paula pauline peggy penelope pete peter philip phillip
    phoebe phyllis piers polly preston rachel ralph raymond rebecca reece reggie reuben rhianna rhys richard riley
    rita robert robyn rodney roger ronald ronnie rosalind rosie ross roxanne roy russell ruth ryan sally sam
    samantha samuel sandra sara sarah scarlett scott sean sebastian seth shane shannon sharon shaun sheila shelley
    shirley sidney sienna simon sophia sophie stacey stanley stella stephanie stephen steven stewart stuart susan
    suzanne sylvia tammy tanya tara teddy terence teresa terry tessa thea theo theodore thomas tia tiffany tim
    timothy tina toby todd tom tommy toni tony tracey tracy travis trevor tristan tyler valerie vanessa vera
    veronica victor victoria vincent violet wayne wendy wesley wilfred william willow winifred yvette yvonne zac
    zach zachary zara zoe
    """
)
_POLISH_EAST: Final = listed(
    """
    adrianna agata agnieszka aleksander aleksandra alicja anastasia anca andreea andrei andrzej antoni bartek
    bartosz beata bianca bogdan bohdan cosmin cristian daina dariusz dawid dmitri dominik dorota edyta egle elena
    elżbieta ewa filip florin franciszek gabriela gheorghe grażyna grzegorz halina hanna ieva igor ilona inga ioana
    ionut irena ivan iwona izabela jacek jadwiga jakub jan janusz jarosław jerzy joanna jonas julita jurgita kacper
    kamil kamila karolina kasia katarzyna kinga kristina krystian krystyna krzysztof laima laura lena lidia linas
    lukasz maciej magda magdalena maja mantas marcin marek mariusz marta mateusz małgorzata michał mihaela mihai
    mikołaj mirosław natalia nicoleta nikodem nikola oksana ola olena olga oliwia patryk paweł piotr radu rafał rasa
    renata ryszard rūta simona stanisław stefan svetlana sylwia szymon sławomir tadeusz tatiana tomas tomasz urszula
    vasile viktor viktoria vilma volodymyr wanda weronika wiktor wiktoria witold wojciech yulia zbigniew zofia
    zuzanna łukasz
    """
)
_AFRICAN_CARIBBEAN: Final = listed(
    """
    abayomi abena abimbola abiola adaeze adaobi ade adebayo adeola adesola afia akosua akua alhaji amaka amara amina
    aminata ayo ayodele babajide babatunde bisi bolaji bukola bunmi chiamaka chibuzo chidera chidi chidinma chike
    chimamanda chinedu chinonso chinwe chioma chizoba chuka chukwuemeka d'andre damilola dayo dele denzel desta
    ebele ebony efua emeka emmanuel enitan esi ezinne fatou femi fisayo folake folasade funmi funmilayo ifeanyi
    ifeoma ikenna imani jamal jamila jermaine kadiatu kamara kehinde keisha kelechi kofi kojo kwabena kwame kwasi
    kweku lamin latoya leroy malachi mamadou mariama modupe musa ngozi nia nkechi nnamdi nneka nonso obi obinna
    ogechi olamide olu oluchi olufemi olumide oluwaseun oluwatobi onyeka onyinye oreoluwa precious rashid sade segun
    seun shanice simisola sizwe tafadzwa taiwo tamika tayo temitope tendai thabo thandiwe tinashe tobi tola tolu
    tosin tunde uche uchenna winston yaa yaw yemi yewande yinka zainab zanele
    """
)
_SOUTH_ASIAN_MUSLIM: Final = listed(
    """
    aadil aaliyah aarav aarti aarya abbas abdul abdul-rahman abdullah abida adil adnan ahmad ahmed aisha ajay akash
    akhil ali aliya amandeep amar amardeep amina amir amira amit amrit anaya aneesa anil anish anita anjali ankit
    anwar arjun arslan aryan asad asha ashok asif asma ayaan ayaz ayesha ayub aziz balbir balwinder bhavna bilal
    bushra daljit deepa deepak dev devi dharmesh dilip dinesh divya ehsan faisal farah faraz farhan farida fariha
    fatema fatima fatimah gagandeep ganesh gaurav geeta gulshan gurdeep gurpreet habib hafsa haider hamid hamza
    hanif harbhajan hardeep harini haris harjit haroon harpreet hasan hassan hina huda humaira husna hussain hussein
    ibrahim idris ikra ilyas imran inayah indira iqbal iqra irfan isha ishaan ismael ismail jasbir jaspreet
    jaswinder javed jayesh jyoti kabir kalpana kamal kamran karan karim kartik kashif kavita kavya khadija khalid
    kiran kishan krishna kuldeep kulwinder laila lakshmi lalita layla leela madiha mahmood mahmoud malik mandeep
    manish manjit manpreet maqsood maria mariam maryam meena meera mehmet mehreen mina minal mohamed mohammad
    mohammed mohan mohit mohsin muhammad mukesh mumtaz munir mustafa nabeel nabil nadeem nadia naeem nafisa naila
    narinder nasir nasreen naveed neha nikhil nimra nisha nitin noor nusrat omar osman parveen pooja pradeep prakash
    pranav priti pritpal priya qasim rabia rahim rahul rajan rajesh rajinder rakesh ram ramesh rani ranjit rashid
    ravi razia rehana rekha reza rizwan rohan rohit roshan rubina rukhsana saad saba sabina sadia safa saif saima
    sajid salim salma salman samina samir sana sandeep sania sanjay sara sarfraz satnam shabana shabnam shafiq
    shahid shaista shakil shanti shazia shireen shreya sidra simran sneha sohail sonia sukhdeep sukhwinder sulaiman
    sumaira sunil sunita suraj suresh surinder tahir tahira tariq tasneem umair umar usha usman vijay vikram vinod
    vishal waqas waseem yasin yasmin yousuf yusuf zahid zahra zaid zain zainab zakariya zara zeenat zeeshan zohra
    zubair
    """
)
_ELSEWHERE: Final = listed(
    """
    ahmet alejandro ana andré antonio ayşe bao beatriz bruno camila carlos carmen chen diego duarte eduardo elif
    emre esra estrella fatma fernanda fernando francisco giovanni giulia hiroshi hong hui inés jean jean-luc jesús
    jin jorge josé joão juan juana katarina lars lin ling lucía luís magnus manuel marco margarida mateo mehmet mei
    miguel minh murat ngoc nguyễn nuno pablo paola paulo pedro rafael raúl ricardo rosa rui sakura salvatore sofia
    sofía søren thi thomas thuy tiago valentina wei xiao xin yuki yıldız zeynep
    """
)
_VARIANTS: Final = listed(
    """
    aidan aiden alfie ana-maria ayden caiden cerian demelza dáithí ebony-rae emilie hayden haydn ioana izzy jaiden
    jaidon jaycee jaydon jorja jowan kacie kaiden kaidon kasey kaycee kaylee kayley khloe kieron kloe kyran kyron
    lowenna mollie oliwier ollie paisley perran raluca shabnam shanelle sian skylar tamsin tamsyn tillie tilly zak
    """
)

LOWER_CASE: Final = frozenset(
    folded(name)
    for name in (
        _WELSH
        | _IRISH_SCOTTISH
        | _ENGLISH
        | _POLISH_EAST
        | _AFRICAN_CARIBBEAN
        | _SOUTH_ASIAN_MUSLIM
        | _ELSEWHERE
        | _VARIANTS
    )
)
"""Known as names however they are written; in small letters, without accents."""
ALSO_WORDS: Final = listed(
    """
    amber angel april archer ash aurora autumn bill blossom bo bob carol chance chase cherry chip christian clay
    crystal daisy dale dawn destiny don dot drew duke earl eden eve faith fern flo florence frank gail gene glory
    grace grant guy harper heaven herb holly honey hope hunter iris ivory ivy jasmine jay jet jewel joy june kit
    lance lane lark lily link major mark max may mercy mike mo moss nat neo nick norm olive page pat pearl penny
    pete pip piper poppy prince princess queenie ray reed rich river rob robin rocky rose rowan ruby rusty sage sal
    sandy saviour sheila sky skye skyla star sterling stormy sue summer sunny ted tess trinity trust van violet wade
    ward will willow win wren zion
    """
)
"""Names that are ordinary words as well: names only where they are capitalised and another word follows them."""
