"""What people may write in answer to a question, by its field: the value that is meant, or "?" where it has to be asked about."""

YESNO = {
    "yes": "yes|Yes|YES|yes.|Yes!|y|Y|yep|Yep.|yup|yeah|Yeah, they do|aye|yes please|Yes, please.|yes thanks|Yes thank you|yes it is|Yes, it is.|yes they do|Yes, I think so|yes we do|yes of course|Of course|definitely|Yes definitely|absolutely|correct|That’s right|sure|Yes sure|yes there is|Yes there are|yes he does|yes she is|Yes 👍|yes yes|Yes, indeed|  yes  ",
    "no": "no|No|NO|no.|No!|n|N|nope|Nope.|nah|no thanks|No, thanks.|no thank you|no it isn't|No, it isn’t.|no it is not|no they don't|no they do not|No, nobody|not at all|No, not at all|definitely not|of course not|absolutely not|never|no never|no she isn't|no we don't|no he doesn't|No, sorry|no not at the moment|nobody|none|  No  ",
    "?": "maybe|not sure|I don't know|yes and no|yes but only mum|no idea|perhaps|unsure|I don't think so|ask Kit|1|2|ok|hello|what do you mean?|not yet|yesterday|none of your business|not really|hopefully not",
}
AGE = {
    "unborn": "not yet born|unborn|Not born",
    "under-1": "under 1|Under 1|under-1|Under one?",
    "1-4": "1 to 4|1-4|1 - 4|number 3|3|the third one|1–4",
    "5-9": "5 to 9|5-9|5 to 9.|8|6|5 to 9 please",
    "10-14": "10 to 14|10-14|12|14",
    "15-17": "15 to 17|15-17|16|17",
    "18-plus": "18 or over|18|over 18|18-plus",
    "?": "4|5|7|a teenager|small|99|twelvety",
}
STATUS = {
    "early-help": "early help|Early Help|1|first|the first one|number 1|#1|early",
    "cin": "child in need|CIN|cin|2|2.|in need|need|second",
    "cp": "child protection|CP|cp|Child Protection.|protection|3|3)|option 3|third",
    "looked-after": "looked after|Looked After|looked-after|4|LOOKED AFTER please|after",
    "other": "something else|other|5|the last one|else|five",
    "?": "child|9|0|none of these|nothing|adoption|1 or 2|plan",
}
REASONS: dict[str | tuple[str, ...], str] = {
    ("complex",): "complex|It is complex|it's complex|1|one|it is complex.",
    ("stuck",): "stuck|It’s stuck|2|it is stuck please",
    (
        "complex",
        "stuck",
    ): "1 and 2|1 2|1,2|1, 2|1 & 2|1+2|the first two|first two|complex and stuck|It is complex, it is stuck|stuck, complex|2 and 1|1st and 2nd|one and two",
    ("stuck", "drift"): "2-3|2 to 3|stuck and drifting|2; 3|It is stuck, It is drifting|stuck and drift",
    ("complex", "stuck", "drift"): "1, 2 and 3|1 2 3|1-3|the first three|complex, stuck and drifting",
    ("emotional",): "emotional|the emotional impact|6|Emotional impact on us",
    ("network",): "network|The network is not working as one|5",
    ("complex", "stuck", "drift", "views", "network", "emotional", "other"): "all|all of them|1-7|everything",
    "?": "1 and 9|8|it|stuck and purple|0|is|nothing|purple",
}
PERSON = {
    "mo": "Mo Madeup|mo madeup|MO MADEUP|Mo|madeup|Mo M|Mo Madeup, Testshire Care|Mo from Testshire Care|Mo Madeup please|4|number 4|the fourth|with Mo|Mo in Testshire Care|Mo Made",
    "sal": "Sal|Sal Sample|sample|SAL|8|Sal Sample.",
    "nia": "Nia|nia notreal|Notreal|5|Nia, named nurse",
    "tess": "Tess|teststaff|Tess Teststaff, Sample School|9|the last one",
    "bo": "Bo|1|bluelight|the first|Bo from the police",
    "?": "Pat Pretend|Pat|7|Zed|10|the manager|Testshire Care|Mo or Nia|nobody|ask later|Mo and Nia",
}
MINUTES = {
    "60": "60|60 minutes|1|the first",
    "90": "90|90 minutes|90 min|2",
    "120": "120|120 minutes|3|number 3",
    "150": "150|150 minutes|4",
    "180": "180|180 minutes|5|the last one",
    "?": "45|6|an age|long|200",
}
GONE = {
    "2026-11-23": "today|Today.|23/11|23 November|23 Nov 2026|2026-11-23|on 23 November|it was today|Monday 23 November",
    "2026-11-22": "yesterday|Yesterday|it was yesterday|22/11/2026|Sunday|1 day ago|22.11.2026",
    "2026-11-20": "Friday|last Friday|on Friday|3 days ago|three days ago|20th|the 20th|20 Nov|Friday 20 November|Fri 20 Nov",
    "2026-11-16": "a week ago|1 week ago|16 November|16/11/26|one week ago|last Monday",
    "2026-09-03": "3 September|3/9|3rd of September|September 3|3 Sept 2026|2026-09-03",
    "?": "Monday|soon|recently|3|ages ago|32 November|the other day|2pm|Friday 21 November|before|last year",
}
