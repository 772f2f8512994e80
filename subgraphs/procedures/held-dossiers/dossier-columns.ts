import { DossierDimension } from "../dossier/dossier-stats.inputs";
import { type CodeLists, type HeldKey } from "./code-list";
import { marksOf } from "./marks";
import { kindBits, type PackedDossiers } from "./pack-dossiers";
import { calendarDayOf, dayAt, isInfinite, microsAt, viewOf } from "./packed-instants";

/** Dossiers by columns: row for row one dossier, or one that is to be taken away. */
export interface DossierColumns {
  size: number;
  /** The places of the codes of each key. */
  places: Readonly<Record<HeldKey, Uint16Array>>;
  /** Deadlines in microseconds since 2000. */
  dues: Float64Array;
  /** 1 for a dossier, -1 for one that is there no more. */
  signs: Int8Array;
  /** The first row that may be one of these. */
  signed: number;
}

/** The keys of dossiers that are packed elsewhere: the places of their codes, row for row. */
export interface KeyPlaces {
  organizations: ArrayLike<number>;
  units: ArrayLike<number>;
  procedures: ArrayLike<number>;
  fields: ArrayLike<number>;
}

const { ORGANIZATION, UNIT, PROCEDURE, PROCEDURE_FIELD, CHANNEL, APPLICANT, STATUS, TIMELINESS } =
  DossierDimension;

/** Room for so many dossiers, and behind them for so many changes of some. */
export function createColumns(dossiers: number, changes: number): DossierColumns {
  const size = dossiers + changes;
  return {
    ...{ size, signed: dossiers },
    places: placesBy(() => new Uint16Array(size)),
    dues: new Float64Array(size),
    signs: new Int8Array(size).fill(1),
  };
}

function placesBy(columnFor: (key: HeldKey) => Uint16Array): Record<HeldKey, Uint16Array> {
  return {
    [ORGANIZATION]: columnFor(ORGANIZATION),
    [UNIT]: columnFor(UNIT),
    [PROCEDURE]: columnFor(PROCEDURE),
    [PROCEDURE_FIELD]: columnFor(PROCEDURE_FIELD),
    [CHANNEL]: columnFor(CHANNEL),
    [APPLICANT]: columnFor(APPLICANT),
    [STATUS]: columnFor(STATUS),
    [TIMELINESS]: columnFor(TIMELINESS),
    RECEIVED_ON: columnFor("RECEIVED_ON"),
    RESOLVED_ON: columnFor("RESOLVED_ON"),
    PROCESSING_DAYS: columnFor("PROCESSING_DAYS"),
    MARKS: columnFor("MARKS"),
  };
}

/** Writes packed dossiers into columns from a row on. Throws RangeError for an instant that no register can have. */
export function writeDossiers(
  { places, dues }: DossierColumns,
  from: number,
  lists: CodeLists,
  packed: PackedDossiers,
  keys: KeyPlaces,
): void {
  const [received, due, resolved] = [viewOf(packed.received), viewOf(packed.due), viewOf(packed.resolved)];
  const kinds = viewOf(packed.kinds);
  const marks = marksPlaces(lists);
  const receivedOn = dayPlaces(lists, "RECEIVED_ON");
  const resolvedOn = dayPlaces(lists, "RESOLVED_ON");
  const took = numberPlaces(lists, "PROCESSING_DAYS");
  for (let at = 0; at < packed.size; at += 1) {
    const row = from + at;
    const kind = kinds.getUint16(at * 2);
    const [receivedDay, dueDay] = [dayAt(received, at), dayAt(due, at)];
    const hasResult = !isInfinite(resolved, at);
    const resolvedDay = hasResult ? dayAt(resolved, at) : 0;
    const timeliness = hasResult ? (resolvedDay < dueDay ? 1 : resolvedDay === dueDay ? 2 : 3) : 0;
    places[ORGANIZATION][row] = keys.organizations[at] ?? 0;
    places[UNIT][row] = keys.units[at] ?? 0;
    places[PROCEDURE][row] = keys.procedures[at] ?? 0;
    places[PROCEDURE_FIELD][row] = keys.fields[at] ?? 0;
    places[CHANNEL][row] = kindBits.channel(kind);
    places[APPLICANT][row] = kindBits.applicant(kind);
    places[STATUS][row] = kindBits.status(kind);
    places[TIMELINESS][row] = timeliness;
    places.RECEIVED_ON[row] = receivedOn(receivedDay);
    places.RESOLVED_ON[row] = hasResult ? resolvedOn(resolvedDay) : 0;
    places.PROCESSING_DAYS[row] = hasResult ? took(resolvedDay - receivedDay) : 0;
    places.MARKS[row] = marks(kind, timeliness);
    dues[row] = microsAt(due, at);
  }
}

function dayPlaces(lists: CodeLists, key: "RECEIVED_ON" | "RESOLVED_ON"): (day: number) => number {
  return remembered((day) => lists[key].placeOf(calendarDayOf(day)));
}

function numberPlaces(lists: CodeLists, key: "PROCESSING_DAYS"): (value: number) => number {
  return remembered((value) => lists[key].placeOf(String(value)));
}

function marksPlaces(lists: CodeLists): (kind: number, timeliness: number) => number {
  const placeOf = remembered((both) => lists.MARKS.placeOf(String(marksOf(both >> 2, both & 3))));
  return (kind, timeliness) => placeOf((kind << 2) | timeliness);
}

function remembered(make: (value: number) => number): (value: number) => number {
  const known = new Map<number, number>();
  return (value) => {
    const found = known.get(value) ?? make(value);
    known.set(value, found);
    return found;
  };
}

/** Writes rows behind the first so many. */
export function writeBehind(columns: DossierColumns, size: number, more: DossierColumns): void {
  for (const key of Object.keys(more.places) as HeldKey[]) columns.places[key].set(more.places[key], size);
  columns.dues.set(more.dues, size);
  columns.signs.set(more.signs, size);
}
