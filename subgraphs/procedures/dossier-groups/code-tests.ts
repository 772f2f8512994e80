import type { CalendarDay } from "../../../shared/clock/calendar-day";
import type { DateRangeFilter, IDFilter } from "../../../shared/filter/filter-inputs";
import type { DossierFilter } from "../dossier/dossier.inputs";
import { DossierDimension } from "../dossier/dossier-stats.inputs";

/** What dossiers are grouped and filtered by. */
export type GroupKey = DossierDimension | "RECEIVED_ON" | "RESOLVED_ON";

/** Whether a filter lets a code of a key through; null where a dossier has none. */
export type CodeTest = (code: string | null) => boolean;

export type CodeTests = ReadonlyMap<GroupKey, CodeTest>;

/**
 * What a filter says of single keys, without its and, or, not and its flags: the same as `dossierConditions` says in
 * SQL. `ofFlags` is what flags of procedures let through, where it asks for any.
 */
export function codeTests(
  filter: DossierFilter | null | undefined,
  ofFlags: CodeTest | undefined,
): CodeTests {
  const ofCode = ofCodes(filter?.procedure);
  const ofProcedure: CodeTest | undefined =
    ofCode && ofFlags ? (code) => ofCode(code) && ofFlags(code) : (ofCode ?? ofFlags);
  const tests: [GroupKey, CodeTest | undefined][] = [
    ["RECEIVED_ON", inRange(filter?.receivedOn)],
    ["RESOLVED_ON", inRange(filter?.resolvedOn)],
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

function inRange(range: DateRangeFilter | null | undefined): CodeTest | undefined {
  if (!range) return undefined;
  const { gte, lt, isNull } = range;
  const within = (day: CalendarDay | null) =>
    (!gte || (day !== null && day >= gte)) && (!lt || (day !== null && day < lt));
  return (day) => within(day) && (typeof isNull !== "boolean" || (day === null) === isNull);
}
