import sql, { type Sql } from "sql-template-tag";
import { today } from "../../../../shared/base/clock/calendar-day";
import { requireOrganization } from "../../../../shared/http/identity/require-organization";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { DataOrigin } from "../../../../shared/kit/graphql/kit-enums";
import { leastProblem, unknownKey } from "../../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../../shared/kit/mutation/user-input-error";
import { SourceDocument } from "../../source-document/source-document";
import { CompositeIndex } from "../composite-index";
import { IndexEdition } from "../index-edition";
import { editionsByIndex } from "../index-edition.loaders";
import { maintainer } from "./record-index";
import type { IndexEditionPayload, RecordIndexEditionInput } from "./record-index.inputs";

/** No index is older, and no field larger. */
export const firstYear = 2000;
export const largestField = 1000;

const bad = (field: string, message: string) => userError("BAD_USER_INPUT", field, message);

/** Records an edition, or changes one that is there. Its rank is not part of it: that is an observation. */
export async function recordIndexEdition(
  context: SubgraphContext,
  input: RecordIndexEditionInput,
): Promise<IndexEditionPayload> {
  requireOrganization(context.viewer, [maintainer], "recording an edition of an index");
  const { index, year, fieldSize, score = null, scoreSource = null } = input;
  const thisYear = Number(today(context.clock).slice(0, 4));
  const request = { operation: "recordIndexEdition", input };
  const { entity, userErrors } = await runMutation<{ index: string }>(context, request, async (database) => {
    const knowsIndex = await database.repository(CompositeIndex).existsBy({ code: index });
    const knowsSource =
      scoreSource !== null && (await database.repository(SourceDocument).existsBy({ code: scoreSource }));
    const { rank } = await database.row<{ rank: number | null }>(
      sql`SELECT ${worstRank(sql`${index}::text`, sql`${year}::int`)} AS rank`,
    );
    refuseIfAny([
      unknownKey("index", index, knowsIndex, "the code of a composite index"),
      (year < firstYear || year > thisYear) &&
        bad("year", `expected a year from ${firstYear} to ${thisYear}; got ${year}.`),
      (fieldSize < 1 || fieldSize > largestField) &&
        bad("fieldSize", `expected 1 to ${largestField}; got ${fieldSize}.`),
      rank !== null &&
        fieldSize < rank &&
        bad("fieldSize", `expected at least ${rank}, a rank that is known of the edition; got ${fieldSize}.`),
      leastProblem("score", score, 0),
      (score === null) !== (scoreSource === null) &&
        bad("scoreSource", `expected it exactly where score is given; got ${scoreSource ?? "none"}.`),
      unknownKey("scoreSource", scoreSource, knowsSource, "the code of a source document"),
    ]);
    const origin = score === null ? DataOrigin.REPORTED : DataOrigin.PUBLISHED;
    const row = { indexCode: index, year, fieldSize, score, scoreSourceId: scoreSource, origin };
    await database.repository(IndexEdition).upsert(row, ["indexCode", "year"]);
    return { index };
  });
  if (entity === null) return { indexEdition: null, userErrors };
  const editions = await context.loadKnown(editionsByIndex, index);
  return { indexEdition: editions.find((edition) => edition.year === year) ?? null, userErrors };
}

/** The worst rank that is known of an edition, of a component or, as published, of all; null without any. */
export function worstRank(index: Sql, year: Sql): Sql {
  return sql`greatest(
    (SELECT max(r.rank) FROM component_result r WHERE r.index_code = ${index} AND r.year = ${year}),
    (SELECT max(o.value)::int FROM observation o JOIN composite_index i ON i.rank_indicator_code = o.indicator_code
     WHERE i.code = ${index} AND o.superseded_at IS NULL
       AND o.period_end BETWEEN make_date(${year}, 1, 1) AND make_date(${year}, 12, 31)))`;
}
