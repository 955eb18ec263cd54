"""Words that say little: some are dropped, some only help to recognise a whole expression."""

_NOISE = """
    de het een en of dat dit die deze der den des te er om
    ik mij me mijn mijne je jij jou jouw u uw hij hem zijn haar hun hen zij ze wij we ons onze
    men ie dan ook nog wel maar als toen want omdat
    is ben bent waren zijn wordt worden word werd
    heb heeft hebt hebben had hadden
    van in naar tot per via the a an and or of to is are am were be been i my me mine you
    your he him his she her hers it its they them their we us our
    that this these those at by from as
    has have had having will would could should there here just very graag alstublieft
    aub svp please hallo hoi goedemorgen goedendag misschien eigenlijk gewoon
    echt heel erg zeer best zo toch al want dus nou hoor eens maar weer
    eentje zulke hier daar aldus
"""
NOISE = frozenset(_NOISE.split())
"""Left out altogether, in the question and in the lists alike."""

_SOFT = """
    niet geen nooit niemand niks niets nergens alleen meer minder te veel genoeg
    kan moet wil mag zou zal gaan ga kom komt doe laat zit sta
    op aan uit over af bij met zonder voor door na om onder tegen tussen langs mee toe weg
    wie wat waar hoe wanneer waarom welk welke hoeveel
    ander andere anders iets iemand alles iedereen elk elke ieder iedere
    steeds altijd vaak soms vandaag morgen weinig goed
    can want need cannot not no nobody never who what where how when why which
    for with without on off out up down over about into after before
    some someone something any anyone everything every all more less too much
    get go do does did make made
"""
SOFT = frozenset(_SOFT.split())
"""Kept, and never corrected or cut into parts; common enough to weigh little by themselves."""
