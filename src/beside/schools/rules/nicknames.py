"""What people are called for short, and names of one sound that are written in several ways.

Each line is a group: whoever types one of its words may mean any other. A school's own short names
stand on its roll, as the name a person likes to be called.
"""

from functools import cache

GROUPS = """
abdi abdirahman abdullahi abdulrahman abdurrahman
abigail abi abbie gail
ahmed ahmad ahmet achmed
aisha ayesha aysha aicha asha
aleksander alexander alex alec xander sasha sandy al alistair
alexandra alex lexi sandra sasha alexa
alfred alf alfie fred freddie
alison ali allie
amelia amy millie mel
andrew andy drew andrzej andrei
angela angie ange
anna ann anne annie anya ania hannah nan nancy
anthony antony tony ant antek
antonia toni
arthur art artie
barbara babs barb basia
benjamin ben benny benji
bernard bernie
bethany beth
bronwen bron
cameron cam
caroline carrie caro caz
catherine katherine kathryn catharine katharine kate katie kathy cathy cat kat kit kitty kasia
charles charlie chas chuck
charlotte charlie lottie
christina kristina tina chris chrissie krystyna
christine chris chrissie tina
christopher chris kit topher krzysztof
daniel dan danny danek
danielle dani
david dave davey dai dafydd dewi
deborah deb debbie
dominic dom nick
dorothy dot dottie dolly
edward ed eddie ted teddy ned ward
eleanor ellie nell nora lena ella
elizabeth elisabeth liz lizzie beth betty eliza libby lisa bess betsy elspeth ela
emily em emma millie emilia
emma em
emmanuel manny
evelyn eve evie
fatima fatma fatoumata fatuma fadumo
florence flo florrie flossie
frances fran frankie fanny
francis frank frankie fran
frederick fred freddie frederic
gabriel gabe
gabrielle gabby gabi
geoffrey jeffrey geoff jeff
george georgie jurek
georgina georgie gina
gerald gerry jerry
gillian jill gill
graham graeme
gregory greg grzegorz
gwendoline gwen wendy
harold harry hal
harriet hattie harry
helen nell lena ellen elen
henry harry hal hank
hugh huw hugo
ibrahim ebrahim abraham abe
ioan john johnny jon jack ian sean shaun shawn jan ivan iwan johan jonny
isabella isabel isobel isabelle bella izzy izzie belle ella isla
isaac izaak zac
jacob jake jakub kuba jack
jacqueline jackie jacqui
james jim jimmy jamie jem hamish seamus
jane jenny janie jayne
janet jan
jason jay
jennifer jen jenny jennie
jeremy jerry jem
jessica jess jessie
joan joanie
joanna joanne jo joann joasia
jonathan jonathon jon jonny johnny nathan
joseph joe joey jo jozef yusuf youssef yousef josef
josephine jo josie josephina
joshua josh
judith judy jude
julia julie jules
kenneth ken kenny
kevin kev
khadija khadijah hadija kadija
kimberley kim kimberly
laura laurie lori
lawrence laurence larry laurie loz
leonard len lenny leo
leonardo leo
lewis louis lou luis louie ludwik
louise lou lulu luisa
lucy lucia lucie luce
lynne lyn lynn
mackenzie mack kenzie
madeleine maddie madeline maddy
malcolm malc
malgorzata gosia margaret
margaret maggie meg peggy marge margie greta rita madge mags daisy megan
maria marie mary mia mariya maryam miriam mariam molly polly may
mark marc marek marcus
martin marty
martha marta mattie
matilda tilly tilda mattie
matthew matt matty mateusz matthias
megan meg meghan
melanie mel
melissa mel lissa
michael mike mick mickey micky mikey michal mikael mikhail
michelle shell shelly chelle
mohammed muhammad mohamed mohammad muhammed mohamad muhamad mo mahmoud mehmet mohamud
nadia nadya
natalie nat natalia natasha tasha
nathaniel nathan nat nate
neil neal nial niall
niamh neve neeve nieve
nicholas nick nicky nicolas nico mikolaj
nicola nicky nic nikki nicole
oliver ollie olly oli
olivia liv livvy ollie
owen owain eoin
pamela pam
patricia pat patsy tricia trish paddy
patrick pat paddy padraig
paul pawel pol
pauline paula
penelope penny
peter pete piotr petr pedro
philip phillip phil pip
philippa pip pippa
rachel rach rachael rae
raymond ray
rebecca becky becca beck bex rebekah
rhys reece reese rees
richard rick dick ricky rich richie
robert rob bob bobby robbie bert robin
roderick rod roddy
ronald ron ronnie
rosemary rose rosie
russell russ
ryan rhyan
samantha sam sammy
samuel sam sammy
sarah sara sally zara sadie
saoirse seersha sersha
sean shaun shawn shane
sebastian seb bas
sian shan sharn sharne
simon si szymon
siobhan shavon shivaun chevonne shevaun
sophia sophie sofia zofia sofie
stephanie steph stef stefania
stephen steven steve stevie stefan stephan szczepan
stuart stewart stu
susan sue susie suzanne suzie susanna zuzanna
tamsin tam
terence terry terrance
teresa theresa tess tessa terri
theodore theo ted teddy
thomas tom tommy tomas tomasz tomos
timothy tim timmy
toby tobias
tracey tracy trace
valerie val
vanessa nessa
victoria vicky tori vic vikki wiktoria
vincent vince vinny
virginia ginny
walter wally walt
william will bill billy willy liam wil wilhelm gwilym
yasmin jasmine jasmin yasmine jas
yusuf yousuf youssef joseph yousef
zachary zac zach zack zachariah
zoe zoey
"""


@cache
def _meanings() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in GROUPS.strip().splitlines():
        group = line.split()
        for word in group:
            found.setdefault(word, set()).update(group)
    return {word: frozenset(group - {word}) for word, group in found.items()}


def called(word: str) -> frozenset[str]:
    """The other names that somebody who types this one may mean; `word` in small letters."""
    return _meanings().get(word, frozenset())
