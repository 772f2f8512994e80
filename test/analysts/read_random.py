"""Opens random tables, in every format and by every reader, and compares them with what was written.

Called with a folder; in it `N.json` tells a table's columns and rows, `N.csv` and so on are its files.
"""

import csv
import io
import json
import sys
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal, getcontext
from pathlib import Path

import duckdb
import fastexcel
import openpyxl
import pandas
import polars
import pyarrow
import pyarrow.ipc
import pyarrow.parquet
from openpyxl.utils.escape import unescape

getcontext().prec = 100
HANOI = timezone(timedelta(hours=7))


def expected_cell(cell, kind):
    """The value that a program should hold."""
    if cell is None:
        return None
    if kind == "decimal":
        return Decimal(cell)
    if kind == "date":
        return date.fromisoformat(cell)
    if kind == "instant":
        return datetime.fromisoformat(cell).astimezone(timezone.utc)
    if kind == "json":
        return json.loads(cell)
    return float(cell) if kind == "float" else cell


def typed_cell(cell, kind):
    """The value of a reader that knows types, with what readers call the same by other names made equal."""
    if cell is None or cell is pandas.NaT or (kind == "float" and cell != cell):
        return None
    if kind == "instant":
        return cell.astimezone(timezone.utc)
    if kind == "date" and isinstance(cell, datetime):
        return cell.date()
    if kind == "json" and isinstance(cell, str):
        return json.loads(cell)
    return cell


def csv_text(cell, kind):
    """What stands in a cell of a CSV."""
    if cell is None:
        return ""
    if kind == "boolean":
        return "true" if cell else "false"
    if kind == "float":
        return float(cell)
    if kind == "instant":
        local = datetime.fromisoformat(cell).astimezone(HANOI)
        whole = local.strftime("%Y-%m-%d %H:%M:%S").rjust(19, "0")
        fraction = f"{local.microsecond:06d}".rstrip("0")
        return f"{whole}.{fraction}" if fraction else whole
    return str(cell)


def restored(text, kind):
    """What an import takes a text for; a float as the number that it tells."""
    if kind == "float" and text:
        return float(text)
    is_text = kind in ("text", "json")
    starts = text.lstrip("'")
    blank = starts.lstrip()
    formula = starts[:1] in ("\t", "\r", "\n") or blank[:1] in tuple("=+-@＝＋－＠")
    return text[1:] if is_text and formula and text.startswith("'") else text


def read_csvs(path):
    text = path.read_bytes().decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    yield "csv", header, rows
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False, skip_blank_lines=False)
    yield "pandas.read_csv", list(frame.columns), frame.values.tolist()
    frame = polars.read_csv(path, infer_schema=False)
    yield "polars.read_csv", frame.columns, [[cell or "" for cell in row] for row in frame.rows()]


def read_parquets(path):
    table = pyarrow.parquet.read_table(path)
    yield "pyarrow", table.column_names, [list(row.values()) for row in table.to_pylist()]
    frame = polars.read_parquet(path)
    yield "polars", frame.columns, [list(row) for row in frame.rows()]
    frame = pandas.read_parquet(path, dtype_backend="pyarrow").astype(object)
    rows = frame.where(frame.notna(), None).values.tolist()
    yield "pandas", list(frame.columns), rows
    relation = duckdb.read_parquet(str(path))
    yield "duckdb", relation.columns, [list(row) for row in relation.fetchall()]


def read_arrows(path):
    table = pyarrow.ipc.open_stream(path).read_all()
    table.validate(full=True)
    yield "pyarrow", table.column_names, [list(row.values()) for row in table.to_pylist()]
    frame = polars.read_ipc_stream(path)
    yield "polars", frame.columns, [list(row) for row in frame.rows()]
    relation = duckdb.from_arrow(table)
    yield "duckdb", relation.columns, [list(row) for row in relation.fetchall()]


def sheet_cell(cell, kind):
    """What a spreadsheet holds: it keeps fifteen digits and the calendar from March 1900, the rest are texts."""
    value = expected_cell(cell, kind)
    if kind == "date":
        return value if value >= date(1900, 3, 1) else cell
    if kind == "instant":
        local = value.astimezone(HANOI).replace(tzinfo=None)
        return local if local >= datetime(1900, 3, 1) else csv_text(cell, kind)
    if kind in ("decimal", "integer"):
        number = Decimal(cell).normalize().as_tuple()
        return float(cell) if len(number.digits) <= 15 and number.exponent >= -15 else str(cell)
    return cell if kind == "json" else value


def as_sheet(value, kind):
    """What openpyxl holds, its escapes and its microseconds undone."""
    if isinstance(value, str):
        return unescape(value)
    if isinstance(value, datetime) and kind == "date":
        return value.date()
    if isinstance(value, datetime):
        return datetime.min + round((value - datetime.min) / timedelta(milliseconds=1)) * timedelta(milliseconds=1)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return float(value)
    return value


def read_sheets(path, kinds):
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=len(kinds))]
    yield "openpyxl", header, rows
    frame = fastexcel.read_excel(path).load_sheet(0, dtypes="string").to_polars()
    yield "fastexcel", frame.columns, len(rows)


def compare(what, columns, header, expected, rows):
    assert list(header) == [column["name"] for column in columns], (what, header)
    if rows != expected:
        wrong = next((pair for pair in zip(expected, rows) if pair[0] != pair[1]), (len(expected), len(rows)))
        raise AssertionError(f"{what}: expected {wrong[0]!r}, got {wrong[1]!r}")


def check(folder, name):
    table = json.loads((folder / f"{name}.json").read_text("utf-8"))
    columns = table["columns"]
    kinds = [column["type"]["kind"] for column in columns]
    count = 0

    def each(make):
        return [[make(cell, kind) for cell, kind in zip(row, kinds)] for row in table["rows"]]

    texts = each(csv_text)
    for reader, header, rows in read_csvs(folder / f"{name}.csv"):
        read = [[restored(cell, kind) for cell, kind in zip(row, kinds)] for row in rows]
        compare(f"{name}.csv by {reader}", columns, header, texts, read)
        count += 1
    values = each(expected_cell)
    for suffix, readers in (("parquet", read_parquets), ("arrow", read_arrows)):
        for reader, header, rows in readers(folder / f"{name}.{suffix}"):
            read = [[typed_cell(cell, kind) for cell, kind in zip(row, kinds)] for row in rows]
            compare(f"{name}.{suffix} by {reader}", columns, header, values, read)
            count += 1
    lines = (folder / f"{name}.ndjson").read_text("utf-8").split("\n")
    assert lines.pop() == ""
    objects = [json.loads(line, parse_float=Decimal) for line in lines]
    numbers = {"decimal": lambda cell: Decimal(str(cell)), "float": float, "date": date.fromisoformat}
    numbers["instant"] = lambda cell: datetime.fromisoformat(cell).astimezone(timezone.utc)
    numbers["json"] = lambda cell: json.loads(json.dumps(cell, default=float))
    read = [
        [None if cell is None else numbers.get(kind, lambda c: c)(cell) for cell, kind in zip(row.values(), kinds)]
        for row in objects
    ]
    compare(f"{name}.ndjson by json", columns, [column["name"] for column in columns], values, read)
    sheets = each(lambda cell, kind: None if cell is None else sheet_cell(cell, kind))
    for reader, header, rows in read_sheets(folder / f"{name}.xlsx", kinds):
        if isinstance(rows, int):
            assert rows == len(sheets), (name, reader, rows)
        else:
            read = [[as_sheet(cell, kind) for cell, kind in zip(row, kinds)] for row in rows]
            compare(f"{name}.xlsx by {reader}", columns, header, sheets, read)
        count += 1
    return count + 1


def main(folder):
    names = sorted(path.stem for path in folder.glob("*.json"))
    assert names, "no tables"
    reads = sum(check(folder, name) for name in names)
    print(f"{len(names)} random tables came back the same in {reads} readings.")


main(Path(sys.argv[1]))
