"""The forms of the import's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.accounts.models import User
from regulars.core import reading
from regulars.customers.choices import Department, Source
from regulars.customers.importing import columns, totals
from regulars.customers.importing.fields import Kind
from regulars.customers.importing.rights import hidden_from, owners_for
from regulars.customers.models import CustomField, Import
from regulars.ui.forms import DayInput

ENCODINGS = [(name, name.upper()) for name in reading.ENCODINGS]

DELIMITERS = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("vertical bar")}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV (also .gz) or XLSX; up to 50 MB (500 MB unpacked), 1,048,576 rows, 256 columns and 32,768 characters a cell."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.gz,.xlsx,.xlsm"}),
    )
    department = forms.ChoiceField(
        label=_("From department"),
        required=False,
        choices=[("", _("Not said")), *Department.choices],
        help_text=_("Every row keeps the department it came from, unless a column says it."),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=80,
        help_text=_("Like “Members of the shop”. Next time the columns are matched the same way."),
    )


class SheetForm(forms.Form):
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    encoding = forms.ChoiceField(label=_("Encoding"), required=False)
    delimiter = forms.ChoiceField(label=_("Cells are divided by"), required=False)
    header_row = forms.IntegerField(
        label=_("Header in row"), min_value=0, max_value=20, help_text=_("0 where the file has no header.")
    )
    header_rows = forms.ChoiceField(
        label=_("The header takes"), required=False, choices=[("1", _("one row")), ("2", _("two rows"))]
    )

    def __init__(self, *args: Any, inspection: reading.Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inspection = inspection
        names = [sheet.name for sheet in inspection.sheets]
        if inspection.format == "xlsx":
            del self.fields["encoding"], self.fields["delimiter"]
            self.fields["sheet"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        else:
            del self.fields["sheet"]
            self.fields["encoding"].choices = _encodings(inspection)  # type: ignore[attr-defined]
            self.fields["delimiter"].choices = _delimiters(inspection)  # type: ignore[attr-defined]

    def options(self) -> reading.Options:
        """What was chosen; another sheet has a header of its own, which is looked for anew."""
        told = self.cleaned_data
        sheet = told.get("sheet") or None
        if sheet != self.inspection.sheet:
            return reading.Options(sheet=sheet)
        return reading.Options(
            sheet=sheet,
            encoding=told.get("encoding") or None,
            delimiter=told.get("delimiter") or None,
            header_row=told["header_row"],
            header_rows=int(told["header_rows"] or 1),
        )


def _encodings(inspection: reading.Inspection) -> list[tuple[str, str]]:
    likely = [name.removesuffix("-sig") for name in inspection.encoding_candidates]
    ordered = dict.fromkeys([*likely, *reading.ENCODINGS])
    return [(name, name.upper()) for name in ordered if name in reading.ENCODINGS]


def _delimiters(inspection: reading.Inspection) -> list[tuple[str, Any]]:
    known = dict.fromkeys([*reading.DELIMITERS, inspection.delimiter or ","])
    return [(sign, DELIMITERS.get(sign, sign)) for sign in known]


class ColumnsForm(forms.Form):
    """One select per column of the file, and what holds for all rows."""

    def __init__(self, *args: Any, run: Import, kind: Kind, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        headers = run.options["headers"]
        self.places = sorted(headers, key=int)
        choices = meanings(kind, user)
        for place in self.places:
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=headers[place] or f"#{int(place) + 1}", choices=choices, required=False
            )
        if (row := totals.row_of(run)) is not None:
            self._ask_for_totals(row, is_kept=totals.is_kept(run))
        if kind.has_owner:
            self._add_customer_options(user)

    def _ask_for_totals(self, row: int, *, is_kept: bool) -> None:
        self.fields["leave_out_totals"] = forms.BooleanField(
            label=_("Leave out row %(row)s, which looks like a row of totals") % {"row": row},
            required=False,
            initial=not is_kept,
            help_text=_("Without the tick it is taken in like the other rows."),
        )

    def _add_customer_options(self, user: User) -> None:
        staff = User.objects.filter(pk__in=[each.pk for each in owners_for(user)]).order_by("name", "pk")
        self.fields["owner"] = forms.ModelChoiceField(
            staff,
            label=_("Owner of new customers"),
            required=False,
            initial=user.pk if User.objects.active().count() == 1 else None,
            empty_label=_("Nobody: into the pool"),
        )
        self.fields["fact_source"] = forms.ChoiceField(
            label=_("Where the details were learnt"), choices=Source.choices, initial=Source.SALES_DATA
        )
        self.fields["collected_on"] = forms.DateField(
            label=_("Collected on"), required=False, widget=DayInput(), help_text=_("Empty: today.")
        )
        left_alone = {"code"} | hidden_from(user)
        self.fields["fill_only"] = forms.MultipleChoiceField(
            label=_("Only fill in where empty"),
            required=False,
            choices=[(field.key, field.label) for field in self.kind.fields if field.key not in left_alone],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("What is there already stays for these fields."),
        )

    @property
    def mapping(self) -> dict[str, str]:
        return {place: self.cleaned_data.get(f"column-{place}", "") for place in self.places}

    def options(self) -> dict[str, Any]:
        chosen: dict[str, Any] = {}
        if "leave_out_totals" in self.cleaned_data:
            chosen["totals_row"] = totals.SKIP if self.cleaned_data["leave_out_totals"] else totals.KEEP
        return chosen | self._customer_options() if self.kind.has_owner else chosen

    def _customer_options(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "owner": told["owner"].pk if told["owner"] else None,
            "fact_source": told["fact_source"],
            "collected_on": told["collected_on"].isoformat() if told["collected_on"] else "",
            "fill_only": told["fill_only"],
        }


def meanings(kind: Kind, user: User) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [
        ("", _("Leave out")),
        *((field.key, field.label) for field in kind.fields),
    ]
    if kind.takes_custom_fields:
        custom = CustomField.objects.filter(is_active=True)
        found += [(f"{columns.CUSTOM}{field.key}", str(field)) for field in custom]
    hidden = hidden_from(user)
    found = [each for each in found if each[0] not in hidden]
    if kind.takes_custom_fields and user.is_administrator:
        found.append((columns.NEW_CUSTOM, _("A new field of our own")))
    return found
