"""SQL expressions that turn a cell of text into a typed value, or null where it is none.

TRY_CAST on a CSV column raises where the cast alone is selected: the raw cell is always selected
too (`ingest`), and no expression here is used without it.
"""

from collections.abc import Mapping

from mls_metrics.model.time_units import HOURS_BY_WORD, UNITS

# The first letters of months in the languages we know; four where three are not enough.
MONTHS = {
    1: "jan ene gen sty jän jae",
    2: "feb fev fév lut",
    3: "mar mär mrz maa mae mrt",
    4: "apr avr abr kwi",
    5: "may mai mag mei maj",
    6: "jun juin giu cze",
    7: "jul juil lug lip",
    8: "aug aoû aou ago sie",
    9: "sep set wrz",
    10: "oct okt ott out paź paz",
    11: "nov lis",
    12: "dec dez déc dic gru",
}
LATEST_YEAR = 2049
# Signs without width, and the spaces that may stand beside them.
HIDDEN = r"[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}\x{FEFF}]"
SPACES = " \u00a0\t"
LONGEST_DATE = 100
REST = r"(?:\D.*)?$"
WORD = r"(\p{L}{3,12})"
# Between a day and a named month: 3rd of August, 3. Aug, 1er août, 3 de agosto, 3-Aug, 3Aug.
AFTER_DAY = r"(?:st|nd|rd|th|er|º|ª)?[-/., ]*(?:(?:de|of) )?"
YEAR_FIRST_DAY = rf"^(\d{{4}})[-/.年] ?(\d{{1,2}})[-/.月] ?(\d{{1,2}})[日.]?{REST}"
NUMERIC_DAY = rf"^(\d{{1,2}})[-/. ] ?(\d{{1,2}})[-/. ] ?(\d{{4}}|\d{{2}}){REST}"
COMPACT_DAY = r"^((?:19|20)\d{2})(\d{2})(\d{2})(?:(?:T?\d{4}|T?\d{6})\D*)?$"
WEEKDAY = r"^(?:\p{L}{2,12}\.?(?:, *| +))?"
NAMED_DAY = (
    rf"{WEEKDAY}(\d{{1,2}}){AFTER_DAY}{WORD}\.?[-/., ]*(?:(?:de|del|of) )?(\d{{4}}|\d{{2}}){REST}"
)
NAMED_MONTH_DAY = (
    rf"{WEEKDAY}{WORD}\.?[-/ ]*(\d{{1,2}})(?:st|nd|rd|th)?,?[-/ ]+(\d{{4}}|\d{{2}}){REST}"
)
YEAR_MONTH = r"^((?:19|20)\d{2})[-/. ]?(\d{1,2})$"
MONTH_YEAR = r"^(\d{1,2})[-/. ](\d{4})$"
NAMED_MONTH = rf"^{WORD}\.?[-/ ]*(?:de )?(\d{{4}}|\d{{2}})$"
SERIAL = r"^[2-5]\d{4}([.,]\d+)?$"
UNIX = r"^1\d{9}(\d{3})?([.,]\d+)?$"
JSON_DAY = r"^[\\]?/Date\((-?\d{1,14})([+-]\d{4})?\)[\\]?/$"
CLOCK = r"(?:\d+ days?,? )?\d{1,6}:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?"
ISO_TIME = (
    r"p(?:\d+d(?:t(?:[\d.,]+h)?(?:[\d.,]+m)?(?:[\d.,]+s)?)?"
    r"|t[\d.,]+h(?:[\d.,]+m)?(?:[\d.,]+s)?|t[\d.,]+m(?:[\d.,]+s)?|t[\d.,]+s)"
)
ISO_PARTS = {
    r"p(\d+)d": 24.0,
    r"([\d.,]+)h": 1.0,
    r"t.*?([\d.,]+)m": 1 / 60,
    r"([\d.,]+)s": 1 / 3600,
}
AMOUNT = r"\d+(?:[.,]\d+)*"
ANY_UNIT = "|".join(sorted(HOURS_BY_WORD, key=lambda name: (-len(name), name)))
PIECE = rf"{AMOUNT} ?(?:{ANY_UNIT})\.?"
WRITTEN = rf"{PIECE}(?:[,;]? ?(?:(?:and|und|et|e|y|en|i) )?{PIECE})*(?: ?\d{{1,2}})?"
CODES = (
    "USD EUR GBP CHF CAD AUD NZD JPY CNY HKD SGD INR BRL MXN ARS CLP COP PEN SEK NOK DKK ISK PLN "
    "CZK HUF RON BGN TRY ILS AED SAR ZAR NGN KES EGP KRW TWD THB PHP IDR MYR VND UAH RUB RON RSD"
)
MARKS = r"US\$|CA?\$|AU?\$|NZ\$|HK\$|S\$|R\$|kr\.?|zł|Kč|Ft|Rs\.?|Fr\."
SIGNS = (
    rf"{MARKS}|{'|'.join(sorted(set(CODES.split())))}"
    r"|[\s\x{00A0}\x{202F}\x{2000}-\x{200A}''’´`$€£¥₹₩₽₺₪₫฿₱₴元円%]"
)


def folded(cell: str) -> str:
    """A cell as words are compared."""
    return f"lower(regexp_replace(trim({cell}), '\\s+', ' ', 'g'))"


def unwrapped(cell: str) -> str:
    """The cell without the ``="..."`` or apostrophe that keeps zeros, and without hidden signs."""
    shown = f"trim(regexp_replace({cell}, '{HIDDEN}', '', 'g'), '{SPACES}')"
    shown = f"case when strlen({cell}) = length({cell}) then {cell} else {shown} end"
    inner = f"regexp_replace(regexp_replace({shown}, '^=\"(.*)\"$', '\\1'), '^''', '')"
    wrapped = f"starts_with({shown}, '=') or starts_with({shown}, '''')"
    return f"case when {wrapped} then {inner} else {shown} end"


def identifier(cell: str, *, is_person: bool) -> str:
    """An id; null where a spreadsheet has turned it into 1.2E+05, which cannot be undone."""
    bare = f"regexp_replace({cell}, '^(\\d+)\\.0$', '\\1')"
    lost = f"regexp_full_match({cell}, '\\d+([.,]\\d+)?[eE]\\+\\d+')"
    # Patterns are dear and few ids need one.
    whole = f"when ends_with({cell}, '.0') then {bare} " if is_person else ""
    return (
        f"case when contains({cell}, '+') then case when not {lost} then {cell} end "
        f"{whole}else {cell} end"
    )


def number(cell: str, *, decimal: str, sql_type: str, is_share: bool = False) -> str:
    """A number with its signs of currency, percent and thousands taken off.

    Parameters
    ----------
    is_share : bool
        The column holds shares of one, so that 80% is 0.8 and not 80.
    """
    simple = r"[+-]?\d+" if decimal == "," else r"[+-]?\d+(\.\d+)?"
    bare = f"regexp_replace(replace({cell}, '−', '-'), '{SIGNS}', '', 'g')"
    signed = f"regexp_replace({bare}, '^\\((.*)\\)$|^(.*)-$', '-\\1\\2')"
    thousands, point = (r"\.", ",") if decimal == "," else (",", r"\.")
    shape = rf"[+-]?(\d+|\d{{1,3}}({thousands}\d{{3}})+)?({point}\d+)?([eE][+-]?\d+)?"
    plain = f"replace({signed}, ',', '')"
    if decimal == ",":
        plain = f"replace(replace({signed}, '.', ''), ',', '.')"
    if is_share:
        percent = f"ends_with(rtrim({cell}), '%')"
        plain = f"try_cast({plain} as double) / case when {percent} then 100 else 1 end"
    return (
        f"case when regexp_full_match({cell}, '{simple}') then try_cast({cell} as {sql_type}) "
        f"when regexp_full_match({signed}, '{shape}') then try_cast({plain} as {sql_type}) end"
    )


def duration(cell: str, *, decimal: str) -> str:
    """Hours of a time such as 1h 23m, 1:23, 01:23:45, PT1H23M or 83 min; null for anything else.

    A bare number is none: its unit stands in the header. ``1:23`` is hours and minutes. Days that
    are written out have 8 hours, those of ISO 8601 and of programs 24.
    """
    text = f"lower(trim({cell}))"
    days = f"regexp_extract({text}, '^(\\d+) days?', 1)"
    clock = f"regexp_extract({text}, '[^ ]*$')"
    parts = f"string_split({clock}, ':')"
    on_clock = (
        f"coalesce(try_cast({days} as double), 0) * 24 + try_cast({parts}[1] as double) "
        f"+ try_cast({parts}[2] as double) / 60 "
        f"+ coalesce(try_cast(replace({parts}[3], ',', '.') as double), 0) / 3600"
    )
    written = " + ".join(f"{amount(text, unit, decimal)} * {UNITS[unit][0]!r}" for unit in UNITS)
    bare = (
        f"try_cast(regexp_extract({text}, '\\d *{words_of('hour')} ?(\\d{{1,2}})$', 1) as double)"
    )
    iso = " + ".join(
        f"coalesce(try_cast(replace(regexp_extract({text}, '{form}', 1), ',', '.') as double), 0) "
        f"* {hours!r}"
        for form, hours in ISO_PARTS.items()
    )
    return (
        f"case when regexp_full_match({text}, '{CLOCK}') then {on_clock} "
        f"when regexp_full_match({text}, '{ISO_TIME}') then {iso} "
        f"when regexp_full_match({text}, '{WRITTEN}') "
        f"then {written} + coalesce({bare}, 0) / 60 end"
    )


def words_of(unit: str) -> str:
    """A pattern for the words of a unit of time, the longest first."""
    names = sorted(UNITS[unit][1].split(), key=lambda name: (-len(name), name))
    return f"(?:{'|'.join(names)})\\.?"


def amount(text: str, unit: str, decimal: str) -> str:
    """How many of a unit a written duration names; 0 where it names none."""
    found = f"regexp_extract({text}, '({AMOUNT}) ?{words_of(unit)}(?:[^\\p{{L}}]|$)', 1)"
    thousands, sign = (r"\.", ",") if decimal == "," else (",", r"\.")
    grouped = f"regexp_full_match({found}, '\\d{{1,3}}(?:{thousands}\\d{{3}})+(?:{sign}\\d+)?')"
    bare = f"regexp_replace({found}, '{thousands}', '', 'g')"
    chosen = f"case when {grouped} then {bare} else {found} end"
    return f"coalesce(try_cast(replace({chosen}, ',', '.') as double), 0)"


def whole_number(cell: str, *, decimal: str) -> str:
    """A whole number; null for 1.5."""
    value = number(cell, decimal=decimal, sql_type="double")
    is_whole = f"({value}) = floor({value}) and abs({value}) < 9e15"
    return f"case when {is_whole} then cast({value} as bigint) end"


def days_of(
    cells: str,
    *,
    order: str | None,
    bind: "Bind",
    months_only: bool = False,
    latest_year: int = LATEST_YEAR,
    epoch: str = "1899-12-30",
) -> str:
    """A select of ``r`` and ``p``: each distinct cell and its date, day and month in that order.

    Files hold few distinct dates, so each is read once and joined back. A form is first rewritten
    as year-month-day and then cast, which refuses impossible days. Of a moment with a zone the day
    is kept as it is written: ``2023-08-03T23:30:00-05:00`` is August 3. Numbers that count from
    1970, which have no zone, give the day in UTC.

    Parameters
    ----------
    cells : str
        A select of distinct cells ``r``.
    months_only : bool
        The column holds months: 2024-01, 01/2024, Jan-24 and 202401 are read too, and every date
        becomes the first of its month.
    latest_year : int
        The last year that a year of two digits can mean.
    epoch : str
        The day from which bare day numbers count.
    """
    forms = {
        YEAR_FIRST_DAY: r"\1-\2-\3",
        NUMERIC_DAY: r"\3-\1-\2" if order == "mdy" else r"\3-\2-\1",
        COMPACT_DAY: r"\1-\2-\3",
        NAMED_DAY: r"\3-\2-\1",
        NAMED_MONTH_DAY: r"\3-\1-\2",
    }
    if months_only:
        own = {YEAR_MONTH: r"\1-\2-1", MONTH_YEAR: r"\2-\1-1", NAMED_MONTH: r"\2-\1-1"}
        forms = own | forms
    rewritten = " ".join(
        f"when regexp_matches(t, '{form}') then regexp_replace(t, '{form}', '{parts}')"
        for form, parts in forms.items()
    )
    names = bind([name for starts in MONTHS.values() for name in starts.split()])
    numbers = bind([str(number) for number, starts in MONTHS.items() for _ in starts.split()])
    lookup = f"map({names}, {numbers})"
    written = (
        f"select r, string_split(case {rewritten} end, '-') as parts "
        f"from (select r, nfc_normalize(left(r, {LONGEST_DATE})) as t from ({cells}) as raw) as cut"
    )
    split = (
        "select r, parts[1] as y, lower(parts[2]) as m, parts[3] as d, "
        f"coalesce({lookup}[left(lower(parts[2]), 4)], {lookup}[left(lower(parts[2]), 3)]) "
        f"as named from ({written}) as written"
    )
    year = (
        f"case when length(y) = 4 then y when cast(y as integer) <= {latest_year % 100} "
        "then '20' || y else '19' || y end"
    )
    since = "cast(floor(cast(replace(r, ',', '.') as double)) as integer)"
    serial = f"cast({bind(epoch)} as date) + {since}"
    unix = "cast(make_timestamp(cast(left(r, 10) as bigint) * 1000000) as date)"
    told = f"try_cast(regexp_extract(r, '{JSON_DAY}', 1) as bigint)"
    json = f"cast(make_timestamp({told} * 1000) as date)"
    value = (
        f"case when y is not null then "
        f"try_cast(({year}) || '-' || coalesce(named, m) || '-' || d as date) "
        f"when regexp_matches(r, '{SERIAL}') then {serial} "
        f"when regexp_matches(r, '{UNIX}') then {unix} "
        f"when regexp_matches(r, '{JSON_DAY}') then {json} end"
    )
    value = f"cast(date_trunc('month', {value}) as date)" if months_only else value
    return f"select r, {value} as p from ({split}) as split"


class Bind:
    """Collects values to bind and hands out their names."""

    def __init__(self) -> None:
        self.params: dict[str, object] = {}

    def __call__(self, value: object) -> str:
        """The name by which a value is bound."""
        name = f"p{len(self.params)}"
        self.params[name] = value
        return f"${name}"

    def words(self, cell: str, words: Mapping[str, str]) -> str:
        """The word that stands for a cell, null where there is none."""
        if not words:
            return "cast(null as varchar)"
        keys, values = self(list(words)), self(list(words.values()))
        return f"map({keys}, {values})[{cell}]"
