import type { CalendarDay } from "../../../shared/clock/calendar-day";
import type { DateRangeFilter, IDFilter } from "../../../shared/filter/filter-inputs";
import type { DossierFilter } from "../dossier/dossier.inputs";
import type { QuestionAxis } from "../dossier/dossier-key-sets";
import { DossierDimension } from "../dossier/dossier-stats.inputs";
import { rangeOn } from "../dossier/tally-conditions";
import type { BlockKey, TallyBlock } from "./tally-block";

/** Whether a filter lets a code of a key through; null where a dossier has none. */
type CodeTest = (code: string | null) => boolean;

export type BlockFilter = ReadonlyMap<BlockKey, CodeTest>;

/**
 * What a filter says of the keys of blocks: the same as `tallyConditions` says in SQL. Which procedures are on the
 * green lane or of the business sector no block knows: where a filter asks it, `procedures` has their codes.
 */
export function blockFilter(
  axis: QuestionAxis,
  filter: DossierFilter | null | undefined,
  procedures: ReadonlySet<string | null> | undefined,
): BlockFilter {
  const ofCode = ofCodes(filter?.procedure);
  const ofFlags: CodeTest | undefined = procedures && ((code) => procedures.has(code));
  const ofProcedure: CodeTest | undefined =
    ofCode && ofFlags ? (code) => ofCode(code) && ofFlags(code) : (ofCode ?? ofFlags);
  const tests: [BlockKey, CodeTest | undefined][] = [
    ["DAY", inRange(rangeOn(axis, filter))],
    [DossierDimension.ORGANIZATION, ofCodes(filter?.organization)],
    [DossierDimension.UNIT, ofCodes(filter?.unit)],
    [DossierDimension.PROCEDURE, ofProcedure],
    [DossierDimension.PROCEDURE_FIELD, ofCodes(filter?.procedureField)],
    [DossierDimension.CHANNEL, oneOf(filter?.channel)],
    [DossierDimension.APPLICANT, oneOf(filter?.applicant)],
    [DossierDimension.STATUS, oneOf(filter?.status)],
    [DossierDimension.TIMELINESS, oneOf(filter?.timeliness)],
  ];
  return new Map(tests.flatMap(([key, test]) => (test === undefined ? [] : [[key, test]])));
}

/** The rows of a block that a filter lets through. */
export function rowsThrough(block: TallyBlock, filter: BlockFilter): Uint32Array {
  const rows = new Uint32Array(block.size);
  for (let row = 0; row < block.size; row += 1) rows[row] = row;
  let size = block.size;
  for (const [key, test] of filter) {
    const column = block.keys.get(key);
    if (column === undefined) continue;
    const through = column.codes.map(test);
    let kept = 0;
    for (let at = 0; at < size; at += 1) {
      const row = rows[at] ?? 0;
      if (through[column.places[row] ?? 0]) rows[kept++] = row;
    }
    size = kept;
  }
  return rows.subarray(0, size);
}

function ofCodes(filter: IDFilter | null | undefined): CodeTest | undefined {
  if (!filter) return undefined;
  const included = filter.in && new Set(filter.in);
  const excluded = new Set(filter.notIn);
  const { isNull } = filter;
  return (code) =>
    (!included || (code !== null && included.has(code))) &&
    (code === null || !excluded.has(code)) &&
    (typeof isNull !== "boolean" || (code === null) === isNull);
}

function oneOf(values: readonly string[] | null | undefined): CodeTest | undefined {
  if (!values) return undefined;
  const wanted = new Set(values);
  return (code) => code !== null && wanted.has(code);
}

function inRange(range: DateRangeFilter | undefined): CodeTest | undefined {
  if (!range) return undefined;
  const { gte, lt, isNull } = range;
  const within = (day: CalendarDay | null) =>
    (!gte || (day !== null && day >= gte)) && (!lt || (day !== null && day < lt));
  return (day) => within(day) && (typeof isNull !== "boolean" || (day === null) === isNull);
}
