import sql from "sql-template-tag";
import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";
import { globalId } from "../../../../shared/base/text/global-id";
import type { Database } from "../../../../shared/database/database";
import { describeDissolved } from "../../../../shared/import/keys/current-key";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { textProblems } from "../../../../shared/kit/mutation/row-problems";
import { userError } from "../../../../shared/kit/mutation/user-input-error";
import { cityCode } from "../../../common/city/city-code";
import { currentUnits } from "../../../common/unit/current-units";
import type { Indicator } from "../../indicator/indicator";
import type { Observation } from "../observation";
import { periodExpected, readPeriod } from "../period";
import { publishedAtSql } from "../published-at";
import type { RecordObservationInput } from "./record-observation.inputs";
import { valueProblem } from "./value-problem";

/** What an observation is of, and what states it. */
export interface ObservationSubject {
  areaCode: string | null;
  organizationCode: string | null;
  sourceId: string | null;
}

const bad = (field: string, message: string) => userError("BAD_USER_INPUT", field, message);
export const notFound = (field: string, what: string, got: string) =>
  userError("NOT_FOUND", field, `expected the ${what}; got ${JSON.stringify(got)}.`);

/** What the input leaves out is taken from the corrected observation; null says that there is none. */
export function subjectOf(input: RecordObservationInput, corrected: Observation | null): ObservationSubject {
  return {
    areaCode: input.unit === undefined ? (corrected ? corrected.areaCode : cityCode) : input.unit,
    organizationCode:
      input.organization === undefined ? (corrected?.organizationCode ?? null) : input.organization,
    sourceId: input.source === undefined ? (corrected?.sourceId ?? null) : input.source,
  };
}

/** Which parts of a subject exist, and when a figure of its source became public. */
export interface KnownSubject {
  organization: boolean;
  source: boolean;
  publishedAt: Date;
}

export function findSubject(
  database: Database,
  { organizationCode, sourceId }: ObservationSubject,
  now: Date,
) {
  const publishedOn = sql`(SELECT published_on FROM source_document WHERE id = ${sourceId})`;
  return database.row<KnownSubject>(sql`
    SELECT EXISTS (SELECT FROM organization WHERE code = ${organizationCode}) AS organization,
      EXISTS (SELECT FROM source_document WHERE id = ${sourceId}) AS source,
      ${publishedAtSql(publishedOn, now)} AS "publishedAt"`);
}

/** The codes of a subject that nothing has. */
export function subjectProblems({ organizationCode, sourceId }: ObservationSubject, known: KnownSubject) {
  return [
    organizationCode !== null &&
      !known.organization &&
      notFound("organization", "code of an organization", organizationCode),
    sourceId !== null && !known.source && notFound("source", "code of a source document", sourceId),
  ];
}

/** The unit of a subject, or its authority, that did not exist on the last day of the observation's period. */
export async function dayProblems(
  database: Database,
  { areaCode, organizationCode }: ObservationSubject,
  period: string,
): Promise<(UserError | false)[]> {
  const day = readPeriod(period)?.end ?? null;
  const ofUnit = areaCode !== null && areaCode !== cityCode;
  const area = ofUnit ? await describeDissolved(database, currentUnits, { key: areaCode, day }) : undefined;
  const authority = { key: organizationCode ?? "", day, prefix: "U" };
  const organization = await describeDissolved(database, currentUnits, authority);
  const existing = (what: string) => `${what} that stood in that period`;
  return [
    area !== undefined && notFound("unit", existing("code of a unit"), area.slice(0, 300)),
    organization !== undefined &&
      notFound("organization", existing("code of the authority of a unit"), organization.slice(0, 300)),
  ];
}

/** The problems that the input shows with its indicator. */
export function ownProblems(
  { period: text, value, note, measurementUnit }: RecordObservationInput,
  indicator: Indicator,
  now: CalendarDay,
): (UserError | false)[] {
  const period = readPeriod(text);
  const problemOfValue = valueProblem(value, indicator);
  return [
    period === undefined &&
      bad("period", `expected ${periodExpected}; got ${JSON.stringify(text.slice(0, 40))}.`),
    period?.start != null &&
      period.start > now &&
      bad("period", `expected one that has begun by today, ${now}; got ${text}.`),
    problemOfValue !== undefined && bad("value", problemOfValue),
    measurementUnit != null &&
      measurementUnit !== indicator.unit &&
      bad(
        "measurementUnit",
        `expected the indicator's, ${indicator.unit}; got ${JSON.stringify(measurementUnit.slice(0, 40))}.`,
      ),
    ...textProblems({ note }),
  ];
}

/** Why an observation cannot be corrected. */
export function correctionProblem(
  indicator: Indicator,
  corrected: Observation,
  now: Date,
): UserError | false {
  const { indicatorCode, recordedAt, supersededAt } = corrected;
  const id = globalId("Observation", corrected.id);
  const refused = (message: string) => userError("ILLEGAL_CHANGE", "supersedes", message);
  if (indicatorCode !== indicator.code) {
    return refused(`expected an observation of ${indicator.code}; ${id} is one of ${indicatorCode}.`);
  }
  if (supersededAt !== null) {
    return refused(`expected a current observation; ${id} was superseded at ${supersededAt.toISOString()}.`);
  }
  // The clock may be set to an earlier day, for demonstrations.
  return (
    recordedAt > now && refused(`expected one recorded by now; ${id} was at ${recordedAt.toISOString()}.`)
  );
}
