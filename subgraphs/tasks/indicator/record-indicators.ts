import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { requireRole } from "../../../shared/http/identity/require-role";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { isStorable } from "../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../shared/kit/mutation/run-mutation";
import { badField, refuseIfAny } from "../../../shared/kit/mutation/user-input-error";
import type {
  KnownIndicatorInput,
  KnownIndicatorsPayload,
  RecordIndicatorsInput,
} from "./record-indicators.inputs";

const mostIndicators = 10_000;

/**
 * Brings this sector's copy of the indicators in line with innovation's, which owns them: key results can then be
 * measured by one that was recorded there a moment ago. The gateway's freshness job sends them here. An admin.
 */
export async function recordIndicators(
  context: SubgraphContext,
  input: RecordIndicatorsInput,
): Promise<KnownIndicatorsPayload> {
  requireRole(context.viewer, ["admin"], "recording what indicators there are");
  const request = { operation: "recordIndicators", input };
  const { entity, userErrors } = await runMutation(context, request, async (database) => {
    refuseIfAny(problemsOf(input.indicators));
    return { changed: await upsertIndicators(database, input.indicators) };
  });
  return { changed: entity?.changed ?? [], userErrors };
}

async function upsertIndicators(database: Database, indicators: KnownIndicatorInput[]): Promise<string[]> {
  const rows = await database.rows<{ code: string }>(sql`
    WITH written AS (
      INSERT INTO indicator AS i (code, decimals)
      SELECT * FROM unnest(${indicators.map(({ code }) => code)}::text[],
        ${indicators.map(({ decimals }) => decimals)}::integer[]) AS given (code, decimals) ORDER BY code
      ON CONFLICT (code) DO UPDATE SET decimals = excluded.decimals WHERE i.decimals <> excluded.decimals
      RETURNING code)
    SELECT code FROM written ORDER BY code`);
  return rows.map(({ code }) => code);
}

function problemsOf(indicators: KnownIndicatorInput[]) {
  const bad = (message: string) => badField("indicators", message);
  const codes = indicators.map(({ code }) => code);
  const wrong = indicators.find(({ code, decimals }) => code === "" || !isStorable(code) || decimals < 0);
  return [
    (codes.length < 1 || codes.length > mostIndicators) &&
      bad(`expected 1 to ${mostIndicators} indicators; got ${codes.length}.`),
    new Set(codes).size < codes.length && bad("expected each indicator once."),
    wrong !== undefined &&
      bad(
        `expected a code and digits from 0 on; got ${JSON.stringify(wrong.code.slice(0, 60))} with ${wrong.decimals}.`,
      ),
  ];
}
