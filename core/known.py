"""Refusing by name what means nothing here: a mistyped name must not pass for an answer."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_serializer
from rest_framework.exceptions import ValidationError
from rest_framework.serializers import ChoiceField, Field, Serializer
from rest_framework.views import APIView


def refuse_unknown(request, known: Collection[str]) -> None:
    """Raises ValidationError for parameters in the address beside `known`."""
    unknown = sorted(set(request.query_params) - set(known))
    if unknown:
        named = ", ".join(sorted(known)) or _("tidak ada")
        detail = _("parameter ini tidak dikenal; yang dikenal: %(known)s") % {"known": named}
        raise ValidationError({name: [detail] for name in unknown})


def refuse_twice(request, repeatable: Collection[str]) -> None:
    """Raises ValidationError for a parameter that is given twice and may not be: one would not count."""
    given = request.query_params.lists()
    if twice := [name for name, values in given if len(values) > 1 and name not in repeatable]:
        raise ValidationError({name: [_("hanya boleh sekali")] for name in twice})


class KnownParameters(APIView):
    """A view that takes no parameters in its address beside `own_parameters`."""

    own_parameters: tuple[str, ...] = ()

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        refuse_unknown(request, self.own_parameters)
        refuse_twice(request, ())


@extend_schema_serializer(description="")  # what stands below is not for readers of the schema
class KnownFields(Serializer):
    """A body that holds nothing beside the declared fields. Where one takes declared values only, a refusal
    names them."""

    def get_fields(self):
        fields = super().get_fields()
        for field in fields.values():
            _name_choices(getattr(field, "child", field))
        return fields

    def to_internal_value(self, data):
        names = set(data) if isinstance(data, Mapping) else set()
        if unknown := sorted(name for name in names if _of(name) not in self.fields):
            detail = _("tidak dikenal; yang dikenal: %(known)s") % {"known": ", ".join(self.fields)}
            raise ValidationError({name: [detail] for name in unknown})
        return super().to_internal_value(data)


def _name_choices(field: Field) -> None:
    if isinstance(field, ChoiceField):
        named = {"unknown": "{input}", "known": ", ".join(map(str, field.choices))}
        field.error_messages["invalid_choice"] = (
            _("tidak dikenal: %(unknown)s; yang dikenal: %(known)s") % named
        )


def _of(name: str) -> str:
    """The field that a name in a form belongs to: `images[0]` to `images`, `filters.topic` to `filters`."""
    return name.partition("[")[0].partition(".")[0]
