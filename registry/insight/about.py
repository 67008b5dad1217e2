"""What a person must be told beside the data themselves: personvernforordningen article 15 no. 1 a–h."""

ABOUT = {
    "dataansvarlig": "Den som er dataansvarlig for Legemiddelregisteret (LMR-forskriften § 1-2).",
    "formål": (
        "Kartlegge forbruket av legemidler, forskning og utredning, kvalitetsforbedring, styring og planlegging av "
        "helse- og omsorgstjenesten, og rekvirenters egen kontroll (helseregisterloven § 11 k, LMR-forskriften § 1-1)."
    ),
    "kategorier": "Identitet, fødsel og død, kjønn, bosted, utleverte legemidler, rekvirent, refusjon og pris.",
    "kilder": "Apotekene, Folkeregisteret, Helsepersonellregisteret og FEST.",
    "mottakere": "Ingen får identiteten. Statistikken lages av data uten identitet, og små tall skjules.",
    "lagringstid": "Så lenge formålet krever det. Linjer i karantene slettes etter ett år.",
    "rettigheter": (
        "Du kan kreve at feil rettes og at opplysninger uten hjemmel slettes (helseregisterloven § 25), og du kan "
        "klage til Datatilsynet."
    ),
    "automatiske avgjørelser": "Registeret tar ingen avgjørelser om enkeltpersoner.",
}
