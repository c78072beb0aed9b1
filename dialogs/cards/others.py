"""The cards that are not a chapter: help, another process, learning, feedback, a stranger."""

from collections.abc import Iterator

from dialogs import words
from dialogs.cards.home import RAISE
from dialogs.model.press import Press
from dialogs.model.reach import STOPPED, named
from dialogs.model.turns import Scene
from dialogs.model.views import Button, Card, Heading, Note, Pairs, Row, Rows, Style, Text, Tone
from dialogs.procedure.commands.base import held
from dialogs.procedure.learning import learned
from dialogs.procedure.people import may_see_figures
from dialogs.procedure.profile import Signpost
from dialogs.sayings import SAYINGS
from dialogs.verbs import may_give_feedback, offered

MY_LIST = Button("My list", Press("home", "show"))


def help_card(scene: Scene, about: str = "") -> Card:
    """What can be said, in a few lines."""
    lines = tuple((saying.words, saying.does) for saying in SAYINGS)
    risk = Note(scene.terms.profile.signposts["risk"].says, Tone.WARNING)
    if scene.sender.channel == "web":
        return Card(name="help", title="Joint supervision: help", body=(risk, Pairs(ON_A_PAGE)), buttons=HELPING)
    return Card(
        name="help",
        title="Joint supervision: help",
        body=(
            risk,
            Text("Write one of these to me. In Slack you can also write it after /joint-supervision."),
            Pairs(lines),
        ),
        buttons=HELPING,
    )


HELPING = (RAISE, MY_LIST, Button("My channels", Press("channels", "show")))
ON_A_PAGE = (
    ("My list", "What waits for you, and your cases"),
    ("Raise a case", "A case that is stuck, drifting or weighs on you"),
    ("Find a case", "By its reference, such as JS-7K3M. It stands in every message about the case"),
    ("Calendar feed and links", "Your sessions in your own calendar"),
    ("My channels", "Where I know you, and where I write to you"),
)
"""What can be done in a browser, where nothing is typed to the bot."""


def figures_card(scene: Scene, about: str = "") -> Card:
    """Where the figures are: on the web, and for whom."""
    allowed = scene.actor is not None and may_see_figures(scene.actor)
    where = "The figures and their charts are on the bot's web page: open /dashboard there and sign in."
    said = where if allowed else "The figures are for the partnership office and the leads of the agencies."
    return Card(name="dashboard", title="Partnership dashboard", body=(Text(said),), buttons=(MY_LIST,))


def signpost(scene: Scene, about: str = "") -> Card:
    """Another process is the right one: which, and whom to call (P03-P05)."""
    profile = scene.terms.profile
    post = profile.signposts.get(scene.case.signpost if scene.case else about, profile.signposts["risk"])
    body = (
        Note(post.says, Tone.WARNING),
        Heading("Whom to call"),
        Rows(tuple(Row(contact) for contact in post.contacts)),
        Text("Nothing about the child has been kept. That you were shown this has been noted."),
    )
    return Card(
        name="signpost",
        title=post.process,
        body=body,
        buttons=(*_ways_to(post), MY_LIST),
        case=scene.case.id if scene.case else "",
    )


def _ways_to(post: Signpost) -> Iterator[Button]:
    """Its telephone numbers and its page, one tap away. Chats show no telephone button: their phones know a number in a text."""
    here = Press("signpost", "show", None, post.name)
    for number in post.numbers:
        yield Button(f"Call {number}", here, Style.PRIMARY, opens=f"tel:{number.replace(' ', '')}")
    if post.link:
        yield Button("Open where it is described", here, described=f"Open {post.link}", opens=post.link)


def call_now(scene: Scene) -> Card:
    """What somebody is shown at once whose words are those of an emergency: whom to call, and nothing of any case (P03)."""
    post = scene.terms.profile.signposts["risk"]
    body = (
        Note(post.says, Tone.WARNING),
        Heading("Whom to call"),
        Rows(tuple(Row(contact) for contact in post.contacts)),
    )
    said = Text("I am a bot: nobody reads what you write to me here.")
    return Card(name="signpost", title=post.process, body=(*body, said), buttons=(*_ways_to(post), MY_LIST))


def learning(scene: Scene, about: str = "") -> Card:
    """Wider learning, with nothing that identifies the case: no reference, no person, no date (P20)."""
    session = learned(scene.of, about)
    lesson = session.learning if session else None
    if lesson is None:
        return Card(name="learning", title="Wider learning", body=(Text("This has been taken back."),))
    scope = scene.terms.profile.label("scopes", lesson.scope)
    mine = (
        tuple(
            ("Your reply", learning_reply.text)
            for learning_reply in session.learning_replies
            if scene.actor and learning_reply.by == scene.actor.id
        )
        if session
        else ()
    )
    return Card(
        name="learning",
        title="Wider learning from a joint supervision",
        body=(Pairs((("Theme", lesson.theme), ("Whose", scope), ("Learning", lesson.text), *mine)),),
        buttons=tuple(offered(scene, "answer-learning", about=str(session.number if session else "")))
        if scene.actor
        else (),
        case=scene.of.id,
    )


def feedback(scene: Scene, about: str = "") -> Card:
    """The request for feedback, or thanks for it (P22)."""
    session = held(scene.of, about)
    number = session.number if session else 0
    title = f"How was the session? {scene.of.reference}"
    back = Button("Back to the case", Press("case", "show", scene.of.id))
    if number in scene.feedback_given:
        thanks = Note("Thank you. Your answers have been kept without your name.", Tone.DONE)
        return Card(name="feedback", title=title, body=(thanks,), buttons=(back,), case=scene.of.id)
    if not may_give_feedback(scene, about):
        none = Text("The people who came are asked for feedback. There is nothing for you to answer here.")
        return Card(name="feedback", title=title, body=(none,), buttons=(back,), case=scene.of.id)
    count = words.count(len(scene.terms.profile.feedback), "question")
    ask = Text(f"{count}, under two minutes. Nobody can see who said what.")
    give = Button("Give feedback", Press("feedback", "feedback", scene.of.id, str(number)), Style.PRIMARY)
    return Card(name="feedback", title=title, body=(ask,), buttons=(give, back), case=scene.of.id)


def stranger(scene: Scene, about: str = "") -> Card:
    """Somebody whom the directory does not know: nothing of any case is shown."""
    body = (
        Text("I do not know you yet. Ask your partnership office to add you, with your work e-mail."),
        Text("If I know you on another channel, write “link” to me there, and bring the code here: “link ABC 234”."),
        Note(scene.terms.profile.signposts["risk"].says, Tone.WARNING),
    )
    return Card(name="stranger", title="Joint supervision", body=body)


def nothing(scene: Scene, about: str = "") -> Card:
    """No case of that name that the viewer may see: the two look the same."""
    return Card(
        name="nothing",
        title="There is no such case here",
        body=(Text("It may have another reference, or you may not be on it."),),
        buttons=(MY_LIST,),
    )


def still_stopped(scene: Scene, about: str = "") -> bool:
    """Whether the office is still to be told of it."""
    return scene.who.office and about in scene.stopped


def sending_stopped(scene: Scene, about: str = "") -> Card:
    """For the partnership office: nothing can be sent to a workspace or tenant. `about` is `channel:place`."""
    channel, _, place = about.partition(":")
    where, buttons = f"{named(channel)} ({place})", (MY_LIST,)
    if scene.actor is None or not scene.actor.office or about not in scene.stopped:
        return Card(
            name=STOPPED,
            title="Messages are sent again" if about not in scene.stopped else "Some messages cannot be sent",
            body=(Text("There is nothing for you to do."),),
            buttons=buttons,
        )
    body = (
        Note(f"I cannot send anything in {where}: I am not let in there any more.", Tone.WARNING),
        Text(
            "Nothing is lost: what is for people there goes by another way where there is one, and waits where there is none."
        ),
        Text(
            "Tell whoever runs this service: `jsv doctor` says what is to be done. I go on by myself as soon as it is done."
        ),
    )
    return Card(name=STOPPED, title=f"Nothing can be sent in {where}", body=body, buttons=buttons)
