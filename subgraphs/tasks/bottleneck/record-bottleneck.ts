import sql from "sql-template-tag";
import { type CalendarDay, today } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { requireOrganization } from "../../../shared/http/identity/require-organization";
import { requireRole } from "../../../shared/http/identity/require-role";
import type { Viewer } from "../../../shared/http/identity/viewer";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { ownRow } from "../../../shared/kit/mutation/own-row";
import { textProblems } from "../../../shared/kit/mutation/row-problems";
import { runMutation, runRowMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../shared/kit/mutation/user-input-error";
import { saidByColumns, sourceProblems } from "../source-document/source-problems";
import { Bottleneck, BottleneckOrganization } from "./bottleneck";
import type {
  BottleneckPayload,
  RecordBottleneckInput,
  ResolveBottleneckInput,
} from "./record-bottleneck.inputs";

/** The Steering Committee's office, which maintains the bottlenecks. */
const maintainer = "BCD57";

/** Records a bottleneck. An editor of one that has to act, or of the office, may. */
export async function recordBottleneck(
  context: SubgraphContext,
  input: RecordBottleneckInput,
): Promise<BottleneckPayload> {
  requireOrganization(context.viewer, [maintainer, ...input.organizations], "recording a bottleneck");
  const now = today(context.clock);
  const request = { operation: "recordBottleneck", input };
  const { entity, userErrors } = await runMutation<{ code: string }>(context, request, async (database) => {
    refuseIfAny([
      ...ownProblems(input, now),
      ...(await problemsWithRows(database, input)),
      ...(await sourceProblems(database, input, now)),
    ]);
    const { code, kind, titleVi, titleEn, description = null, openedOn, organizations } = input;
    const row = { code, kind, titleVi, titleEn, description, openedOn, resolvedOn: null };
    await database.repository(Bottleneck).insert({ ...row, ...saidByColumns(input) });
    await database
      .repository(BottleneckOrganization)
      .insert(organizations.map((organizationCode) => ({ bottleneckCode: code, organizationCode })));
    return { code };
  });
  return payload(context, entity, userErrors);
}

/** Records that a bottleneck is resolved. An editor of one that had to act, or of the office, may. */
export async function resolveBottleneck(
  context: SubgraphContext,
  input: ResolveBottleneckInput,
): Promise<BottleneckPayload> {
  const { bottleneck: code, resolvedOn } = input;
  const now = today(context.clock);
  requireRole(context.viewer, ["editor", "admin"], "resolving a bottleneck");
  const request = { operation: "resolveBottleneck", input };
  const authorize = (database: Database) => lockBottleneck(database, context.viewer, code);
  const { entity, userErrors } = await runRowMutation(
    context,
    request,
    authorize,
    async (database, bottleneck) => {
      refuseIfAny([
        bottleneck.resolvedOn !== null &&
          userError(
            "ILLEGAL_CHANGE",
            "bottleneck",
            `expected an open one; ${code} was resolved on ${bottleneck.resolvedOn}.`,
          ),
        resolvedOn > now && bad("resolvedOn", `expected today, ${now}, or before; got ${resolvedOn}.`),
        resolvedOn < bottleneck.openedOn &&
          bad(
            "resolvedOn",
            `expected no day before it was recorded, ${bottleneck.openedOn}; got ${resolvedOn}.`,
          ),
      ]);
      await database.repository(Bottleneck).update({ code }, { resolvedOn });
      return { code };
    },
  );
  return payload(context, entity, userErrors);
}

async function payload(
  { database }: SubgraphContext,
  entity: { code: string } | null,
  userErrors: UserError[],
): Promise<BottleneckPayload> {
  const bottleneck = entity && (await database.repository(Bottleneck).findOneByOrFail({ code: entity.code }));
  return { bottleneck, userErrors };
}

async function lockBottleneck(database: Database, viewer: Viewer, code: string): Promise<Bottleneck> {
  const bottleneck = await database
    .repository(Bottleneck)
    .findOne({ where: { code }, lock: { mode: "pessimistic_write" } });
  const acting = await database.repository(BottleneckOrganization).findBy({ bottleneckCode: code });
  const writers = [maintainer, ...acting.map((one) => one.organizationCode)];
  const named = { what: "code of a bottleneck", field: "bottleneck", key: code };
  return ownRow(viewer, bottleneck, writers, named);
}

const bad = (field: string, message: string) => userError("BAD_USER_INPUT", field, message);

/** Problems that the input alone shows. */
function ownProblems(input: RecordBottleneckInput, now: CalendarDay): (UserError | false)[] {
  const { code, titleVi, titleEn, description, organizations, openedOn } = input;
  return [
    !/^[A-Za-z0-9][A-Za-z0-9./-]{0,49}$/.test(code) &&
      bad(
        "code",
        `expected 1 to 50 letters, digits, points, slashes and hyphens; got ${JSON.stringify(code)}.`,
      ),
    titleVi.trim() === "" && bad("titleVi", "expected a title; got a blank one."),
    titleEn.trim() === "" && bad("titleEn", "expected a title; got a blank one."),
    (organizations.length < 1 || organizations.length > 50) &&
      bad("organizations", `expected 1 to 50 codes; got ${organizations.length}.`),
    new Set(organizations).size < organizations.length &&
      bad("organizations", "expected each organization once."),
    openedOn > now && bad("openedOn", `expected today, ${now}, or before; got ${openedOn}.`),
    ...textProblems({ titleVi, titleEn, description }),
  ];
}

async function problemsWithRows(
  database: Database,
  { code, organizations }: RecordBottleneckInput,
): Promise<(UserError | false)[]> {
  const { taken, unknown } = await database.row<{ taken: boolean; unknown: string[] }>(sql`
    SELECT EXISTS (SELECT FROM bottleneck WHERE code = ${code}) AS taken,
      ARRAY(SELECT named FROM unnest(${organizations}::text[]) AS named
        WHERE NOT EXISTS (SELECT FROM organization o WHERE o.code = named)) AS unknown`);
  return [
    taken && userError("ALREADY_EXISTS", "code", `expected a code that no bottleneck has; ${code} is taken.`),
    unknown.length > 0 &&
      userError("NOT_FOUND", "organizations", `expected codes of organizations; got ${unknown.join(", ")}.`),
  ];
}
