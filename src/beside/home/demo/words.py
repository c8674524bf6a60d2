"""What people of the made-up school write: notes of talks, answers, endings, concerns."""

TALKS = (
    "We looked at the sketchbook together. The bridges are the best pages.",
    "Ten minutes at the bike shed: the gears run again.",
    "We talked about which club to try after the holidays.",
    "We read the first page of the new book aloud, turn by turn.",
    "We walked once round the field and talked about the new baby at home.",
    "We planned how to ask for a move nearer the board.",
    "We ate lunch together and compared recipes for flatbread.",
    "We talked about the match, and about getting up in time for it.",
    "We sorted the lost property together and laughed at the hats.",
    "We tried the hard question from maths again, and it came out.",
    "We talked about work in a garage, and whom to ask about it.",
    "A short hello before registration. We will have more time on Thursday.",
)
REPLIES = (
    "I liked that. Can we do it again on Thursday?",
    "Thank you for asking about my brother.",
    "It was all right. I would rather walk than sit.",
    "I have done the page you showed me.",
    "Can Zara come too next time?",
    "",
    "",
)
ALLOTMENT = (
    (
        "Leo showed me how he labels the trays. Nobody has done it that well.",
        "They are in order of sun.",
    ),
    ("We lifted the first potatoes and weighed them: eleven kilos.", "My nan made soup of them."),
    ("Garlic is in. Leo explained spacing to two new people.", "I will bring boots next week."),
)
ENDINGS = (
    "The tutor is beside you next; we said so to each other.",
    "You said you have plenty of people now. My door stays open.",
    "Your club leader carries on from here.",
)

CONCERNS = (
    (
        "Has fallen asleep in two lessons this week and says there is nowhere quiet to sleep while"
        " the cousins are staying. Cheerful otherwise, and ate well at lunch."
    ),
    "I do not want to go on the bus home with the older ones. They take my bag and throw it about.",
    (
        "Has come without a coat since it turned cold. Said it was left at a relative’s house and"
        " nobody can fetch it until the end of the month."
    ),
)
THANKS = (
    "You came to my house team’s match in the rain. You said you would, and you did.",
    "You stayed behind to show Leo how to mix the greens. He has used them in every picture since.",
    "You let me lead the digging. Now the little ones ask me, not you.",
)

TAKEN_ON = "Spoken to today, and rang home. A camp bed in the box room from tonight."
NOTED = "Slept better this week. The cousins go on Saturday; I look again on Monday."
