"""How events about segments read."""

from django.utils.translation import gettext_lazy as _

from regulars.core.audit import declare

declare("segment.made", _("{actor} made the segment {subject}: {rule}."))
declare("segment.frozen", _("{actor} kept {count} customers as the segment {subject}."))
declare("segment.changed", _("{actor} changed the segment {subject}: {rule}."))
declare("segment.recounted", _("{actor} had the segment {subject} counted again."))
declare("segment.deleted", _("{actor} deleted the segment {name}."))
declare("segment.put_aside", _("{actor} put the segment {subject} aside."))
declare("segment.brought_back", _("{actor} brought the segment {subject} back."))
