"""Which verbs of the dictionaries a word of the text is."""

from .entries import Dictionaries, VerbForm
from .sentence import Sentence
from .words import keys


def forms_of(sentence: Sentence, verb: int, known: Dictionaries) -> list[VerbForm]:
    """The dictionary's verb that a token is: of those with most words the one that was entered last."""
    at = sentence.places.get(verb)
    if at is None:
        return []
    key = sentence.words[at].key
    forms = known.verbs.get(key) or known.verbs.get(_base(sentence, verb), ())
    found = [f for f in forms if _around(sentence, f, at)]
    most = max((len(f.before) + len(f.after) for f in found), default=0)
    return [f for f in found if len(f.before) + len(f.after) == most][-1:]


def _base(sentence: Sentence, verb: int) -> str:
    token = sentence.parse[verb]
    known_form = token.lemma.lower() != token.text.lower()
    return (keys(token.lemma) or ("",))[-1] if known_form else ""


def _around(sentence: Sentence, form: VerbForm, at: int) -> bool:
    plain = [w.key for w in sentence.words]
    left = tuple(plain[max(0, at - len(form.before)) : at])
    return left == form.before and tuple(plain[at + 1 : at + 1 + len(form.after)]) == form.after
