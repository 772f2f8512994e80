import sql from "sql-template-tag";
import { today } from "../../../../shared/base/clock/calendar-day";
import { globalId } from "../../../../shared/base/text/global-id";
import type { Database } from "../../../../shared/database/database";
import { requireRole } from "../../../../shared/http/identity/require-role";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { DataOrigin } from "../../../../shared/kit/graphql/kit-enums";
import { isBigintKey } from "../../../../shared/kit/loader/loaders";
import { ownRow } from "../../../../shared/kit/mutation/own-row";
import { runRowMutation } from "../../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, UserInputError, userError } from "../../../../shared/kit/mutation/user-input-error";
import { keyFromGlobalId } from "../../../../shared/kit/subgraph/global-key";
import { Indicator } from "../../indicator/indicator";
import { Observation } from "../observation";
import { formatPeriod, readPeriod } from "../period";
import type { ObservationPayload, RecordObservationInput } from "./record-observation.inputs";
import {
  correctionProblem,
  dayProblems,
  findSubject,
  notFound,
  type ObservationSubject,
  ownProblems,
  subjectOf,
  subjectProblems,
} from "./record-observation-problems";

/**
 * Records a figure, or a correction of one, which becomes its next revision. The indicator is locked, so that
 * figures of one indicator come one after the other: of two corrections at once the second finds the first one's,
 * and of two figures for the same the second finds the first. The lock is one that a foreign key does not wait for.
 *
 * The mutation stores the key of what it made, not the row: the values of a row never change, so that the row read
 * again is the same answer.
 */
export async function recordObservation(
  context: SubgraphContext,
  input: RecordObservationInput,
): Promise<ObservationPayload> {
  requireRole(context.viewer, ["editor", "admin"], "recording an observation");
  const { supersedes } = input;
  const key = supersedes == null ? null : keyFromGlobalId("Observation", supersedes, ["input", "supersedes"]);
  const request = { operation: "recordObservation", input };
  const authorize = (database: Database) => writableIndicator(context, database, input.indicator);
  const { entity, userErrors } = await runRowMutation(
    context,
    request,
    authorize,
    async (database, indicator) => {
      const corrected = await findCorrected(database, key);
      const subject = subjectOf(input, corrected);
      const known = await findSubject(database, subject, context.clock.now());
      refuseIfAny([
        ...ownProblems(input, indicator, today(context.clock)),
        ...subjectProblems(subject, known),
        ...(await dayProblems(database, subject, input.period)),
        corrected !== null && correctionProblem(indicator, corrected, context.clock.now()),
      ]);
      const row = rowOf(input, subject, known.publishedAt, context.clock.now());
      return insertNext(database, row, corrected);
    },
  );
  const observation = entity && (await context.database.repository(Observation).findOneByOrFail(entity));
  return { observation, userErrors };
}

async function writableIndicator(
  { viewer }: SubgraphContext,
  database: Database,
  code: string,
): Promise<Indicator> {
  const indicator = await database
    .repository(Indicator)
    .findOne({ where: { code }, lock: { mode: "for_no_key_update" } });
  const responsible = indicator?.responsibleOrganizationCode ?? null;
  const named = { what: "code of an indicator", field: "indicator", key: code };
  return ownRow(viewer, indicator, responsible === null ? [] : [responsible], named);
}

async function findCorrected(database: Database, id: string | null): Promise<Observation | null> {
  if (id === null) return null;
  const corrected = isBigintKey(id) ? await database.repository(Observation).findOneBy({ id }) : null;
  if (corrected !== null) return corrected;
  throw new UserInputError([notFound("supersedes", "id of an observation", globalId("Observation", id))]);
}

function rowOf(
  input: RecordObservationInput,
  subject: ObservationSubject,
  publishedAt: Date,
  now: Date,
): Partial<Observation> {
  const period = readPeriod(input.period);
  if (period === undefined) throw new Error(`Expected a period that was checked, got ${input.period}.`);
  return {
    ...subject,
    indicatorCode: input.indicator,
    period: formatPeriod(period),
    periodStart: period.start,
    periodEnd: period.end,
    value: input.value,
    qualifier: input.qualifier,
    status: input.status,
    note: input.note ?? null,
    publishedAt,
    recordedAt: now,
    supersededAt: null,
    origin: subject.sourceId === null ? DataOrigin.REPORTED : DataOrigin.PUBLISHED,
  };
}

/**
 * Adds the row. A second current figure of the same source for the same is a correction that does not say so; the
 * one that is there is named, so that the client can.
 */
async function insertNext(
  database: Database,
  row: Partial<Observation>,
  corrected: Observation | null,
): Promise<{ id: string }> {
  const { indicatorCode, areaCode, organizationCode, period, sourceId } = row;
  const [current] = await database.rows<{ id: string }>(sql`
    SELECT id FROM observation WHERE indicator_code = ${indicatorCode} AND period = ${period}
      AND area_code IS NOT DISTINCT FROM ${areaCode}::text
      AND organization_code IS NOT DISTINCT FROM ${organizationCode}::text
      AND source_id IS NOT DISTINCT FROM ${sourceId}::text
      AND superseded_at IS NULL AND id IS DISTINCT FROM ${corrected?.id ?? null}::bigint`);
  refuseIfAny([
    current !== undefined &&
      userError(
        "ALREADY_EXISTS",
        "supersedes",
        `expected ${idOf(current)}, the current figure of this indicator, unit, organization, period and source, to ` +
          `be corrected; got ${corrected ? idOf(corrected) : "no observation to correct"}.`,
      ),
  ]);
  const { identifiers } = await database.repository(Observation).insert({
    ...row,
    revision: (corrected?.revision ?? 0) + 1,
    supersedesId: corrected?.id ?? null,
  });
  return { id: String(identifiers[0]?.id) };
}

const idOf = ({ id }: { id: string }) => globalId("Observation", id);
