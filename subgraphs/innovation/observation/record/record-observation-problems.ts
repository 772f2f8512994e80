import sql from "sql-template-tag";
import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";
import type { Database } from "../../../../shared/database/database";
import { describeDissolved } from "../../../../shared/import/keys/current-key";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { textProblems } from "../../../../shared/kit/mutation/row-problems";
import { userError } from "../../../../shared/kit/mutation/user-input-error";
import { cityCode } from "../../administrative-unit/administrative-unit";
import { currentUnits } from "../../administrative-unit/current-units";
import type { Indicator } from "../../indicator/indicator";
import type { Observation } from "../observation";
import { periodExpected, readPeriod } from "../period";
import { publishedAtSql } from "../published-at";
import type { RecordObservationInput } from "./record-observation.inputs";
import { valueProblem } from "./value-problem";

/** Where a figure belongs, and what states it. */
export interface Place {
  areaCode: string | null;
  organizationCode: string | null;
  sourceId: string | null;
}

const bad = (field: string, message: string) => userError("BAD_USER_INPUT", field, message);
export const notFound = (field: string, what: string, got: string) =>
  userError("NOT_FOUND", field, `expected the ${what}; got ${JSON.stringify(got)}.`);

/** What the input leaves out is that of the corrected figure; null says that there is none. */
export function placeOf(input: RecordObservationInput, corrected: Observation | null): Place {
  return {
    areaCode: input.area === undefined ? (corrected ? corrected.areaCode : cityCode) : input.area,
    organizationCode:
      input.organization === undefined ? (corrected?.organizationCode ?? null) : input.organization,
    sourceId: input.source === undefined ? (corrected?.sourceId ?? null) : input.source,
  };
}

/** What is known of a place, and when a figure of its source became public. */
export interface Known {
  organization: boolean;
  source: boolean;
  publishedAt: Date;
}

export function findKnown(database: Database, { organizationCode, sourceId }: Place, now: Date) {
  const publishedOn = sql`(SELECT published_on FROM source_document WHERE id = ${sourceId})`;
  return database.row<Known>(sql`
    SELECT EXISTS (SELECT FROM organization WHERE code = ${organizationCode}) AS organization,
      EXISTS (SELECT FROM source_document WHERE id = ${sourceId}) AS source,
      ${publishedAtSql(publishedOn, now)} AS "publishedAt"`);
}

/** What is wrong with the codes of a place. */
export function subjectProblems({ organizationCode, sourceId }: Place, known: Known) {
  return [
    organizationCode !== null &&
      !known.organization &&
      notFound("organization", "code of an organization", organizationCode),
    sourceId !== null && !known.source && notFound("source", "id of a source", sourceId),
  ];
}

/** What is wrong with a place on the last day of the figure's period: a unit, or its authority, that did not stand then. */
export async function dayProblems(
  database: Database,
  { areaCode, organizationCode }: Place,
  period: string,
): Promise<(UserError | false)[]> {
  const day = readPeriod(period)?.end ?? null;
  const ofUnit = areaCode !== null && areaCode !== cityCode;
  const area = ofUnit ? await describeDissolved(database, currentUnits, { key: areaCode, day }) : undefined;
  const asked = { key: organizationCode ?? "", day, prefix: "U" };
  const organization = await describeDissolved(database, currentUnits, asked);
  const stood = (what: string) => `${what} that stood in that period`;
  return [
    area !== undefined && notFound("area", stood("code of a unit"), area.slice(0, 300)),
    organization !== undefined &&
      notFound("organization", stood("code of the authority of a unit"), organization.slice(0, 300)),
  ];
}

/** What can be told wrong from the input and its indicator. */
export function ownProblems(
  { period: text, value, note, unit }: RecordObservationInput,
  indicator: Indicator,
  now: CalendarDay,
): (UserError | false)[] {
  const period = readPeriod(text);
  const valueWrong = valueProblem(value, indicator);
  return [
    period === undefined &&
      bad("period", `expected ${periodExpected}; got ${JSON.stringify(text.slice(0, 40))}.`),
    period?.start != null &&
      period.start > now &&
      bad("period", `expected one that has begun by today, ${now}; got ${text}.`),
    valueWrong !== undefined && bad("value", valueWrong),
    unit != null &&
      unit !== indicator.unit &&
      bad("unit", `expected the indicator's, ${indicator.unit}; got ${JSON.stringify(unit.slice(0, 40))}.`),
    ...textProblems({ note }),
  ];
}

/** What is wrong with what a correction corrects. */
export function correctionProblem(
  indicator: Indicator,
  corrected: Observation,
  now: Date,
): UserError | false {
  const { id, indicatorCode, recordedAt, supersededAt } = corrected;
  const wrong = (message: string) => userError("ILLEGAL_CHANGE", "supersedes", message);
  if (indicatorCode !== indicator.code) {
    return wrong(`expected an observation of ${indicator.code}; ${id} is one of ${indicatorCode}.`);
  }
  if (supersededAt !== null) {
    return wrong(`expected a current observation; ${id} was superseded at ${supersededAt.toISOString()}.`);
  }
  // The clock may stand at an earlier day, for demonstrations.
  return recordedAt > now && wrong(`expected one recorded by now; ${id} was at ${recordedAt.toISOString()}.`);
}
