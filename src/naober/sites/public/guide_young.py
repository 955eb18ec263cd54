"""What the guide says to a young carer: in Dutch "je". Templates ask for it by `context tone`.

What editors write in the guide speaks to nobody, so that it is right for everybody.
"""

from typing import Final

from django.utils.translation import pgettext_lazy

SENTENCES: Final = (
    pgettext_lazy("young", "This fits your answers"),
    pgettext_lazy(
        "young", "The first fits best. Choose one and call. You need not do everything at once."
    ),
    pgettext_lazy("young", "A person can think along with you"),
    pgettext_lazy(
        "young",
        "From these answers we cannot choose. Call, and they search along with you. It is free.",
    ),
    pgettext_lazy("young", "Where do you live? Then you see who is near you."),
    pgettext_lazy("young", "Or choose your municipality"),
    pgettext_lazy("young", "Your answers"),
    pgettext_lazy("young", "Near %(place)s, fitting your answers."),
    pgettext_lazy("young", "%(place)s is not in Drenthe. You see what is in the whole region."),
    pgettext_lazy("young", "You said: “%(said)s”."),
    pgettext_lazy("young", "Not sure: %(what)s. Ask when you call."),
    pgettext_lazy("young", "You can stop at any time."),
    pgettext_lazy("young", "Would you rather talk?"),
)
