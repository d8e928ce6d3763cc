"""Doubts about the files themselves, in words. The closed list of their ids is `FINDINGS`."""

from collections.abc import Mapping

from mls_metrics.intake.columns import DURATIONS
from mls_metrics.intake.doubts import absent_cases, stand_in_words, stand_ins
from mls_metrics.intake.durations import unit_doubt
from mls_metrics.intake.layouts import CANONICAL, Layout, positions_of
from mls_metrics.intake.numbers import decimal_of_file, undecided
from mls_metrics.intake.reading import TableRead
from mls_metrics.intake.remembered import new_columns
from mls_metrics.model.source import Finding, How, ImportReport, Severity

FINDINGS = {
    "file_skipped": "A file of a kind that is not read.",
    "unreadable_file": "A file whose bytes give no table.",
    "empty_file": "A table with headers and no row.",
    "same_file_again": "A file that is already there, byte for byte.",
    "unrecognised_file": "A table that no layout fits and nobody has confirmed yet.",
    "formats_not_read": "A sheet so large that its number formats were read for its first part.",
    "hidden_rows": "Rows that are hidden in a workbook; they count like the others.",
    "hidden_sheet": "Sheets that are hidden in a workbook; they are not read.",
    "ids_lost": "Ids that a spreadsheet program wrote as 1.2E+05; nothing can bring them back.",
    "mixed_encoding": "A file put together from texts in two encodings.",
    "needed_columns_missing": "A file named as one of our tables lacks a column it needs.",
    "file_not_used": "A known export from which nothing is read.",
    "new_columns": "Columns that a table has beyond its remembered mapping.",
    "rows_set_aside": "Rows that could not be trusted.",
    "values_set_aside": "Values that could not be read and count as missing.",
    "unsaved_formulas": "Cells of a workbook with a formula and no value.",
    "unknown_status": "Status words that nobody has explained; they count as unknown.",
    "date_order_assumed": "Dates that can be read both ways, read by the default.",
    "deciding_columns_missing": "A layout lacks a column by which it tells some statuses apart.",
    "ids_by_stand_in": "A file names people or programs by something that stands in for an id.",
    "date_order_mixed": "One column holds dates in both orders.",
    "decimal_sign_assumed": "Numbers such as 1.234 that nothing in the file decides.",
    "time_unit_assumed": "Durations without a unit, or in days, and the unit they were read in.",
}


LOST = "id lost by a spreadsheet"


def finding(id_: str, severity: Severity, rows: int, sentence: str, fix: str) -> Finding:
    """A finding of this list."""
    assert id_ in FINDINGS, f"unknown finding {id_}"
    return Finding(id=id_, severity=severity, rows=rows, sentence=sentence, fix=fix)


def file_skipped(name: str) -> Finding:
    """A kind of file that is not read."""
    return finding(
        "file_skipped",
        Severity.INFO,
        0,
        f"'{name}' was skipped: files of this kind are not read.",
        "Export it as CSV or XLSX if it holds data.",
    )


def unreadable_file(name: str, found: str) -> Finding:
    """A file that gives no table."""
    return finding(
        "unreadable_file",
        Severity.ERROR,
        0,
        f"'{name}' could not be read. {found}".strip(),
        "Export it again as CSV or XLSX.",
    )


def same_file_again(name: str, known_as: str) -> Finding:
    """A file that is already there."""
    other = "" if known_as == name else f", as '{known_as}'"
    return finding(
        "same_file_again",
        Severity.INFO,
        0,
        f"'{name}' is already here, byte for byte{other}: nothing was changed.",
        "",
    )


def of_table(read: TableRead) -> list[Finding]:
    """What is doubtful about one table before its rows are read."""
    found: list[Finding] = []
    if not read.layouts:
        found.append(unrecognised(read))
    elif not read.layouts[0].table:
        found.append(
            finding(
                "file_not_used",
                Severity.INFO,
                read.clean.rows,
                f"'{read.name}' is known and not used. {read.layouts[0].why}",
                "",
            )
        )
    elif read.clean.rows == 0:
        found.append(
            finding("empty_file", Severity.INFO, 0, f"'{read.name}' has headers and no row.", "")
        )
    if read.sniffed.is_mixed:
        found.append(
            finding(
                "mixed_encoding",
                Severity.INFO,
                read.clean.rows,
                f"'{read.name}' was put together from texts in two encodings (UTF-8 and Windows); "
                "each letter was read in its own.",
                "Export it in one go if names look wrong.",
            )
        )
    return (
        found
        + of_sheet(read)
        + of_mapping(read)
        + of_columns(read)
        + of_dates(read)
        + of_numbers(read)
    )


def of_columns(read: TableRead) -> list[Finding]:
    """Columns that a layout would decide by and that the file lacks."""
    found: list[Finding] = []
    for layout in read.layouts[:1]:
        if not layout.table:
            continue
        absent = absent_cases(layout, read.headers)
        if absent:
            found.append(
                finding(
                    "deciding_columns_missing",
                    Severity.INFO,
                    read.clean.rows,
                    f"'{read.name}' has no column named {', '.join(absent)}, by which this kind of "
                    "file tells some statuses apart; the other columns decided.",
                    "If a column was renamed, give it its name back and bring the file again.",
                )
            )
        stand_in = stand_ins(layout, read.headers)
        if stand_in:
            found.append(
                finding(
                    "ids_by_stand_in",
                    Severity.INFO,
                    read.clean.rows,
                    f"'{read.name}' names no {' and no '.join(stand_in)} number: "
                    f"{stand_in_words(stand_in)}.",
                    "If it has a column of ids under another name, say so on the Data page.",
                )
            )
    return found


def of_sheet(read: TableRead) -> list[Finding]:
    """What a workbook holds besides the values that were read."""
    sheet, name = read.inside, read.name
    if sheet is None:
        return []
    found: list[Finding] = []
    if sheet.hidden_sheets:
        names = ", ".join(f"'{hidden}'" for hidden in sheet.hidden_sheets)
        sentence = f"'{read.received.name}' has hidden sheets, which were not read: {names}."
        fix = "Show a sheet and bring the workbook again if it holds data that should count."
        found.append(finding("hidden_sheet", Severity.INFO, 0, sentence, fix))
    if sheet.hidden_rows:
        sentence = f"{sheet.hidden_rows:,} rows of '{name}' are hidden, by a filter or by hand."
        fix = "They were read like the others; delete them if they should not count."
        found.append(finding("hidden_rows", Severity.INFO, sheet.hidden_rows, sentence, fix))
    if sheet.unsaved_formulas:
        count = sheet.unsaved_formulas
        sentence = f"{count:,} cells of '{name}' hold formulas without values; they count as empty."
        fix = "Open the workbook in a spreadsheet program, save it there, and bring it again."
        found.append(finding("unsaved_formulas", Severity.WARNING, count, sentence, fix))
    if sheet.is_cut:
        sentence = f"'{name}' is so large that number formats were read for its first part only."
        fix = "Check ids with leading zeros and percents in its last rows, or export it as CSV."
        found.append(finding("formats_not_read", Severity.WARNING, 0, sentence, fix))
    return found


def of_mapping(read: TableRead) -> list[Finding]:
    """Columns that came since the mapping of a table was confirmed."""
    if not read.layouts or read.layouts[0].how is not How.REMEMBERED:
        return []
    fresh = new_columns(read.headers, read.layouts[0])
    if not fresh:
        return []
    count = f"{len(fresh)} new column" + ("s" if len(fresh) > 1 else "")
    return [
        finding(
            "new_columns",
            Severity.INFO,
            0,
            f"'{read.name}' is read by its remembered mapping. {count}: {', '.join(fresh)}.",
            "Say on the Data page what it means where it counts; until then it is not used.",
        )
    ]


def unrecognised(read: TableRead) -> Finding:
    """A table that no layout fits."""
    if read.missing:
        return finding(
            "needed_columns_missing",
            Severity.WARNING,
            read.clean.rows,
            f"'{read.name}' was not used: it lacks {', '.join(read.missing)}.",
            "Add the column, or say on the Data page which column holds it.",
        )
    shown = ", ".join(f"'{name}'" for name in read.headers.names[:8])
    return finding(
        "unrecognised_file",
        Severity.WARNING,
        read.clean.rows,
        f"'{read.name}' was not recognized and not used: its columns are {shown}.",
        "Say on the Data page what the columns mean; it is remembered for next month.",
    )


def of_dates(read: TableRead) -> list[Finding]:
    """Doubts about the order of dates."""
    found: list[Finding] = []
    if read.order_by == "default" and read.layouts:
        found.append(
            finding(
                "date_order_assumed",
                Severity.WARNING,
                read.clean.rows,
                f"Every date in '{read.name}' can be read both ways; they were read day first.",
                f'Answer "date_order:{read.name}" with dmy or mdy.',
            )
        )
    if read.orders.is_mixed and any(layout.table for layout in read.layouts):
        found.append(
            finding(
                "date_order_mixed",
                Severity.WARNING,
                read.clean.rows,
                f"A date column of '{read.name}' holds some dates that only fit day first and "
                "some that only fit month first.",
                "Export the file again with one date format; those that do not fit are set aside.",
            )
        )
    return found


def of_numbers(read: TableRead) -> list[Finding]:
    """Doubts about decimal signs and units of time."""
    if not any(layout.table for layout in read.layouts):
        return []
    found: list[Finding] = []
    delimiter = read.sniffed.delimiter
    places = undecided(read.clean.numbers, delimiter=delimiter)
    if places and read.decimal is None:
        sign = decimal_of_file({}, delimiter=delimiter)
        names = ", ".join(f"'{read.headers.names[place]}'" for place in places)
        found.append(
            finding(
                "decimal_sign_assumed",
                Severity.WARNING,
                read.clean.rows,
                f"Nothing in '{read.name}' tells whether numbers such as 1{sign}234 in {names} "
                f"are thousands; '{sign}' was taken for the decimal sign.",
                f'Answer "decimal_sign:{read.name}" with . or , as the source writes decimals.',
            )
        )
    doubts = [doubt for layout in read.layouts for doubt in unit_doubts(read, layout)]
    if doubts:
        found.append(
            finding(
                "time_unit_assumed",
                Severity.WARNING,
                read.clean.rows,
                f"Durations in '{read.name}': {'; '.join(dict.fromkeys(doubts))}.",
                "Write the unit into the header, such as Time (min), if this is not what is meant.",
            )
        )
    return found


def unit_doubts(read: TableRead, layout: Layout) -> list[str]:
    """What was assumed about the unit of each column of durations."""
    found: list[str] = []
    for rule in layout.rules if layout.system != CANONICAL else ():
        places = positions_of(rule, read.headers) or ()
        if (layout.table, rule.target) in DURATIONS and rule.scale == 1.0:
            for place in places:
                name = read.headers.names[place]
                said = unit_doubt(read.headers.cells[place], read.headers.column(place))
                found += [f"'{name}' {said}"] if said else []
    return found


def of_rows(
    name: str, report: ImportReport, *, values: int, words: Mapping[str, int]
) -> list[Finding]:
    """What is doubtful about a table's rows after they were read.

    Parameters
    ----------
    values : int
        Cells that are listed.
    words : mapping of str to int
        Status words that nobody has explained, with their rows.
    """
    found: list[Finding] = []
    if report.rows_set_aside:
        share = report.rows_set_aside / max(1, report.rows_read)
        found.append(
            finding(
                "rows_set_aside",
                Severity.WARNING,
                report.rows_set_aside,
                f"{report.rows_set_aside:,} of {report.rows_read:,} rows of '{name}' were set "
                f"aside ({share:.1%}): a needed value is missing or cannot be read.",
                "Correct the listed rows and bring the file again; the rest is in use.",
            )
        )
    lost = [item for item in report.set_aside if item.reason == LOST]
    if lost:
        columns = ", ".join(f"'{name}'" for name in sorted({item.column for item in lost}))
        found.append(
            finding(
                "ids_lost",
                Severity.ERROR,
                len(lost),
                f"A spreadsheet program has rounded ids in {columns} of '{name}', such as "
                f"{lost[0].value}; the digits are gone from the file.",
                "Export again and do not save the file from a spreadsheet program; or import it "
                "there as text, so that this column keeps every digit.",
            )
        )
    if values:
        found.append(
            finding(
                "values_set_aside",
                Severity.INFO,
                values,
                f"{values:,} values of '{name}' cannot be read; each is listed with its reason.",
                "Correct the listed values and bring the file again.",
            )
        )
    if words:
        shown = ", ".join(f"'{word}' ({rows:,})" for word, rows in sorted(words.items())[:8])
        found.append(
            finding(
                "unknown_status",
                Severity.WARNING,
                sum(words.values()),
                f"'{name}' holds status words that are not known and count as unknown: {shown}.",
                "Use one of the known statuses for them.",
            )
        )
    return found
