"""Words for units of time in the languages of exports, with the hours that each unit is."""

WORKDAY_HOURS = 8.0
UNITS = {
    "day": (
        WORKDAY_HOURS,
        "d day days tag tage tagen jour jours día días dia dias giorno giorni dag dagen dzień dni",
    ),
    "hour": (
        1.0,
        "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren "
        "godz godzina godziny godzin",
    ),
    "minute": (
        1 / 60,
        "m min mins minute minutes minuten minuto minutos minuti minuut minuta minuty minut",
    ),
    "second": (
        1 / 3600,
        "s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos "
        "secondo secondi sekunda sekundy sekund",
    ),
}
HOURS_BY_WORD = {word: hours for hours, words in UNITS.values() for word in words.split()}
