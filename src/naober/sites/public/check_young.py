"""What the check, a consent and a card say to a young carer: in Dutch "je".

Templates ask for it by `context reader_tone`, Python by `say`; a test keeps this list complete.
"""

from typing import Final

from django.utils.translation import pgettext_lazy

SENTENCES: Final = (
    pgettext_lazy("young", "How are you doing?"),
    pgettext_lazy(
        "young",
        "We may not show these questions at the moment."
        " Somebody gladly asks you how you are doing.",
    ),
    pgettext_lazy("young", "You need no account and no name."),
    pgettext_lazy("young", "Your answers stay on this device. We keep nothing, unless you ask."),
    pgettext_lazy("young", "You can go back and stop whenever you like."),
    pgettext_lazy("young", "Go on where you were"),
    pgettext_lazy(
        "young",
        "%(total)s statements, about three minutes."
        " After that you see how heavy it is and what can help.",
    ),
    pgettext_lazy("young", "Your answers are gone"),
    pgettext_lazy("young", "Would you still like to talk to somebody?"),
    pgettext_lazy("young", "Your result"),
    pgettext_lazy("young", "Do call. You need not wait until it no longer works."),
    pgettext_lazy("young", "You may also call when things are going well."),
    pgettext_lazy("young", "What now with your answers?"),
    pgettext_lazy(
        "young",
        "We kept nothing. Your answers are only on this device, locked."
        " After two hours they are gone.",
    ),
    pgettext_lazy("young", "You said:"),
    pgettext_lazy("young", "Because you said: “%(reason)s”"),
    pgettext_lazy("young", "You can change this whenever you want."),
    pgettext_lazy(
        "young",
        "You said yes to %(score)s of %(maximum)s. From %(limit)s on, care weighs heavily.",
    ),
    pgettext_lazy("young", "Caring weighs heavily on you now. You need not carry it alone."),
    pgettext_lazy("young", "You are managing now. It does ask something of you."),
    pgettext_lazy("young", "Caring does not weigh heavily on you now."),
    pgettext_lazy("young", "Not sure if this fits? Your support point thinks along with you."),
    pgettext_lazy("young", "Whom to call"),
)
