"""Shapes of the answers: they are written through these, so the OpenAPI description cannot say otherwise."""

from rest_framework import serializers as s


class ReleaseSerializer(s.Serializer):
    release = s.CharField(help_text="Utgavens nummer, som 2026-1.")
    digest = s.CharField(help_text="Fingeravtrykk av alt som er publisert i utgaven.")
    licence = s.CharField()
    licenceUrl = s.URLField()  # noqa: N815  # as JSON-stat's extension has it
    citation = s.CharField(help_text="Slik siterer du tallene.")
    source = s.CharField()
    published = s.DateField(allow_null=True)
    withdrawn = s.DateField(allow_null=True, help_text="Satt der utgaven er trukket tilbake.")
    notices = s.ListField(child=s.CharField(), help_text="Det som må sies når tallene gjengis.")
    flags = s.DictField(child=s.CharField(), help_text="Tegn som kan stå i stedet for et tall, med betydning.")


class ReleaseOfYearsSerializer(ReleaseSerializer):
    first_year = s.IntegerField()
    last_year = s.IntegerField()
    protection = s.CharField(help_text="Hvordan små tall er skjult: primary eller linked.")
    links = s.DictField(child=s.CharField())


class DimensionSerializer(s.Serializer):
    code = s.CharField()
    label = s.CharField()
    role = s.CharField(allow_null=True, help_text="time, geo eller metric; null for andre.")
    default = s.CharField(
        allow_null=True, help_text="Det som er valgt der forespørselen ikke sier noe; null: må velges."
    )
    size = s.IntegerField(help_text="Hvor mange koder dimensjonen har.")
    links = s.DictField(child=s.CharField())


class TableSerializer(s.Serializer):
    id = s.CharField()
    title = s.CharField()
    title_en = s.CharField()
    description = s.CharField()
    first_year = s.IntegerField()
    last_year = s.IntegerField()
    dimensions = DimensionSerializer(many=True)
    formats = s.ListField(child=s.CharField())
    links = s.DictField(child=s.CharField())


class CategorySerializer(s.Serializer):
    code = s.CharField()
    label = s.CharField(help_text="I språket det er spurt på.")
    label_nn = s.CharField()
    label_en = s.CharField()
    parent = s.CharField(allow_null=True, help_text="Koden denne er en del av.")
    valid_from = s.DateField(allow_null=True, help_text="Når koden ble innført; null: eldre enn tallene.")
    valid_to = s.DateField(allow_null=True, help_text="Null: gjelder fortsatt.")
    level = s.IntegerField(required=False, help_text="ATC-nivå; 0 er alle legemidler.")
    ddd = s.CharField(required=False, allow_null=True, help_text="Definert døgndose.")
    first_year = s.IntegerField(required=False, allow_null=True, help_text="Første år med brukere.")
    last_year = s.IntegerField(required=False, allow_null=True, help_text="Siste år med brukere.")
    unit = s.CharField(required=False)
    decimals = s.IntegerField(required=False, help_text="Desimaler som er meningsfulle å vise.")
    kind = s.CharField(required=False)
    definition = s.CharField(required=False)
    source = s.CharField(required=False)
    owner = s.CharField(required=False)
    date = s.DateField(required=False)


class HitSerializer(s.Serializer):
    code = s.CharField()
    label = s.CharField()
    text = s.CharField(help_text="Ordet som traff.")
    kind = s.ChoiceField(choices=("code", "name", "product", "english", "word"))
    exact = s.BooleanField()
    near = s.BooleanField(help_text="Ingenting passet slik det var skrevet; dette ligner.")
    links = s.DictField(child=s.CharField())


class AnswerSerializer(s.Serializer):
    """Every answer says which release it is of."""

    about = ReleaseSerializer()


class EntrySerializer(AnswerSerializer):
    links = s.DictField(child=s.CharField())


class TablesSerializer(AnswerSerializer):
    tables = TableSerializer(many=True)


class OneTableSerializer(AnswerSerializer):
    table = TableSerializer()


class DimensionsSerializer(AnswerSerializer):
    dimensions = DimensionSerializer(many=True)


class OneDimensionSerializer(AnswerSerializer):
    dimension = DimensionSerializer()
    categories = CategorySerializer(many=True)


class OneCodeSerializer(AnswerSerializer):
    category = CategorySerializer()


class SearchSerializer(AnswerSerializer):
    hits = HitSerializer(many=True)


class ReleasesSerializer(AnswerSerializer):
    releases = ReleaseOfYearsSerializer(many=True)


class RowSerializer(s.Serializer):
    """One cell. `verdi` is null exactly where `flagg` is not."""

    atc = s.CharField()
    atc_navn = s.CharField()
    omr = s.CharField()
    omr_navn = s.CharField()
    kjonn = s.CharField()
    kjonn_navn = s.CharField()
    alder = s.CharField()
    alder_navn = s.CharField()
    aar = s.CharField()
    aar_navn = s.CharField()
    maal = s.CharField()
    maal_navn = s.CharField()
    enhet = s.CharField(help_text="Måltallets enhet.")
    verdi = s.FloatField(allow_null=True)
    flagg = s.CharField(allow_null=True)
    flagg_tekst = s.CharField(allow_null=True)


class ShortDimensionSerializer(s.Serializer):
    code = s.CharField()
    label = s.CharField()
    categories = s.IntegerField()


class RowsSerializer(s.Serializer):
    title = s.CharField()
    release = s.CharField()
    digest = s.CharField()
    licence = s.CharField()
    licenceUrl = s.URLField()  # noqa: N815
    citation = s.CharField()
    source = s.CharField()
    published = s.DateField(allow_null=True)
    notices = s.ListField(child=s.CharField())
    flags = s.DictField(child=s.CharField())
    cells = s.IntegerField()
    dimensions = ShortDimensionSerializer(many=True)
    rows = RowSerializer(many=True)


class ProblemSerializer(s.Serializer):
    """RFC 9457, with the parameter, its value and what may have been meant."""

    type = s.CharField()
    title = s.CharField()
    status = s.IntegerField()
    detail = s.CharField()
    instance = s.CharField()
    parameter = s.CharField(required=False)
    value = s.CharField(required=False)
    near = s.ListField(child=s.CharField(), required=False)
    cells = s.IntegerField(required=False)
    limit = s.IntegerField(required=False)
    sizes = s.DictField(child=s.IntegerField(), required=False)
