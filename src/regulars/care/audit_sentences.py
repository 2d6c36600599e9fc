"""How events about care read."""

from django.utils.translation import gettext_lazy as _

from regulars.core.audit import declare

declare("care.done", _("{actor} cared for {subject} ({play})."))
declare("care.no_answer", _("{actor} did not reach {subject} ({play}); again from {until}."))
declare("care.postponed", _("{actor} put off caring for {subject} ({play}) to {until}."))
declare("care.not_needed", _("{actor} found it not needed to contact {subject} ({play}): {note}"))
declare("care.taken_back", _("{actor} took back what was noted on a card of {subject}."))
declare("care.put_on_list", _("{actor} put {count} customers on the worklist."))
declare("care.words_changed", _("{actor} changed the words for {subject}."))
declare("play.changed", _("{actor} changed the play {play}: {what}."))
