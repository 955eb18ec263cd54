"""What any page says to a young carer, besides their own pages, the check and the guide: "je".

Account pages and the menu speak to nobody, so that they are right for everybody.
Templates ask for it by `context reader_tone`, Python by `say`; a test keeps this list complete.
"""

from typing import Final

from django.utils.translation import npgettext_lazy, pgettext_lazy

SENTENCES: Final = (
    pgettext_lazy("young", "Ask for the times when you call."),
    pgettext_lazy("young", "Put the opening hours in your calendar"),
    pgettext_lazy("young", "You are not alone with it"),
    pgettext_lazy(
        "young", "Call your support point: they look further with you. Or look for something else."
    ),
    pgettext_lazy("young", "They get in touch with you. Do you hear nothing? Then call them."),
    pgettext_lazy(
        "young", "Your question goes to %(organisation)s, and to nobody else. You need no account."
    ),
    pgettext_lazy("young", "You cannot ask this here now"),
    pgettext_lazy("young", "Your question, your name and how they can reach you."),
    pgettext_lazy("young", "To answer your question."),
    pgettext_lazy("young", "It stays on your page with us, until you take it away."),
    pgettext_lazy("young", "Look in your mail"),
    pgettext_lazy("young", "How is it going with your question?"),
    pgettext_lazy("young", "To show this to nobody but you, we mail you a code."),
    pgettext_lazy(
        "young",
        "Copy all of it from the mail. Was the question taken away? Then it is gone. You"
        " can always call us.",
    ),
    pgettext_lazy("young", "Your question was sent"),
    pgettext_lazy("young", "Your word"),
    pgettext_lazy(
        "young",
        "We mailed you a link to the page that says how it goes. Without the link you can"
        " use this word.",
    ),
    pgettext_lazy(
        "young",
        "Print this page, or write the word down. With it you see how it goes. We show it"
        " only now.",
    ),
    pgettext_lazy("young", "Your question"),
    pgettext_lazy("young", "Type the word that you got when you sent the question."),
    pgettext_lazy("young", "Did you get a mail from us? Then open the link in it."),
    pgettext_lazy("young", "What help fits you?"),
    pgettext_lazy("young", "Say to a person what you look for. They search along with you."),
    pgettext_lazy("young", "You may skip every question."),
    pgettext_lazy("young", "Your answers stay on this device. We keep nothing."),
    pgettext_lazy("young", "See what fits your answers"),
    pgettext_lazy(
        "young",
        "You sent this question before. What you changed since is not sent. Take the"
        " question back and ask again, or call.",
    ),
    pgettext_lazy(
        "young", "No answer, or no room? You see it on your page. And you can always call us."
    ),
    pgettext_lazy("young", "%(organisation)s reads your question."),
    pgettext_lazy("young", "Done. We tell them that you took it back."),
    pgettext_lazy("young", "What do you need help with?"),
    pgettext_lazy(
        "young", "Is it dangerous, or do you think of death? Call now. You are not to blame."
    ),
    pgettext_lazy(
        "young", "That is not your fault. Say it to a person: they search along with you."
    ),
    pgettext_lazy(
        "young",
        "What you keep comes in one PDF, to print, to send or to take along. What you"
        " choose stays on this device only, for two hours.",
    ),
    pgettext_lazy("young", "You decide what may be done with your details."),
    pgettext_lazy("young", "You can send the answers of your check along. We ask that at the end."),
    pgettext_lazy(
        "young", "Rather by telephone? Call your support point. They fill it in together with you."
    ),
    pgettext_lazy(
        "young",
        "Then the support point near you knows you. Somebody calls you, and you get one"
        " fixed contact person.",
    ),
    pgettext_lazy(
        "young",
        "Thirteen questions, three minutes. You see at once how heavy it is and what can"
        " help. We keep nothing, unless you ask.",
    ),
    pgettext_lazy("young", "You get one fixed contact person who knows your story."),
    pgettext_lazy("young", "Do you not know what to look for?"),
    pgettext_lazy(
        "young",
        "Answer a few questions. You see at most five possibilities, why they fit, and"
        " whom to call.",
    ),
    pgettext_lazy("young", "Information, rights and your support point"),
    pgettext_lazy("young", "Do you care for somebody?"),
    pgettext_lazy("young", "You are not alone."),
    pgettext_lazy(
        "young",
        "Say in your own words what you look for. We show what there is near you, who pays"
        " for it and whom you can call.",
    ),
    pgettext_lazy("young", "You now see what there is in all of Drenthe. Or call %(phone)s."),
    npgettext_lazy(
        "young",
        "We remove this question %(days)s day after its end, unless you have a page with us.",
        "We remove this question %(days)s days after its end, unless you have a page with us.",
    ),
    npgettext_lazy(
        "young",
        "%(total)s short question. After that you see at most five possibilities, and why"
        " they fit.",
        "%(total)s short questions. After that you see at most five possibilities, and"
        " why they fit.",
    ),
)
