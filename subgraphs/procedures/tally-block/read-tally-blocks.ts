import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { all } from "../../../shared/filter/conditions";
import { fewAheadGiven, keysOf, overdueRows } from "../dossier/count-from-tallies";
import type { DossierQuestion } from "../dossier/dossier-counting";
import { type KeySet, type QuestionAxis, tallyColumns } from "../dossier/dossier-key-sets";
import type { DossierCounts } from "../dossier/dossier-measures";
import { tallyConditions } from "../dossier/tally-conditions";
import { tallyCounts } from "../dossier/tally-rows";
import type { TallyBlock } from "./tally-block";
import { type BlockKey, columnSeparator, type PackedBlock, rowSeparator, unpackBlock } from "./tally-block";
import { blocksOf, largestBlock } from "./tally-blocks";

type Part = "kept" | "changed" | "overdue";

/** A part of the answer, and what is the same in all of them. */
interface PartRow extends PackedBlock {
  part: Part;
  version: string;
  fewAhead: boolean;
}

/**
 * The tallies of a set in one statement, so of one moment: those kept, unless this process has them of that very
 * version; what has changed since; and, of the pending that a question is about, how many are overdue now. Together
 * they are the counts. Undefined when the set is too large for memory.
 */
export async function readTallyBlocks(
  database: Database,
  set: KeySet<QuestionAxis>,
  question: DossierQuestion,
  now: Date,
): Promise<TallyBlock[] | undefined> {
  const blocks = blocksOf(database);
  if (blocks.isTooLarge(set.number)) return undefined;
  const held = blocks.get(set.number);
  const keys: BlockKey[] = ["DAY", ...set.keys];
  const asked = keysOf(question, set.axis);
  // Filtered here already: there may be a hundred thousand.
  const overdue = sql`
    SELECT * FROM (${overdueRows(question, set, now)}) AS t WHERE ${all(tallyConditions(set.axis, question.filter))}`;
  const rows = await database.rows<PartRow>(sql`
    WITH ${fewAheadGiven(now)} version AS MATERIALIZED (
      SELECT count(*) || '.' || coalesce(max(number), 0) AS version FROM dossier_tally_version
    )
    SELECT version, so AS "fewAhead", part.* FROM version, few_ahead, (
      ${pack("kept", keptRows(set.number, held?.version ?? ""), keys, kept)}
      UNION ALL ${pack("changed", sql`SELECT * FROM dossier_tally_change WHERE key_set = ${set.number}`, keys, kept)}
      UNION ALL ${pack("overdue", overdue, ["DAY", ...asked], ["overdue"])}
    ) AS part`);
  const parts = byPart(rows);
  if (parts.kept.size > largestBlock) {
    blocks.refuse(set.number);
    return undefined;
  }
  const block = held?.version === parts.kept.version ? held.block : unpackBlock(parts.kept, keys, kept);
  blocks.put(set.number, { version: parts.kept.version, block });
  const withOverdue = (one: TallyBlock) => (parts.kept.fewAhead ? overdueIsPending(one) : one);
  return [
    withOverdue(block),
    withOverdue(unpackBlock(parts.changed, keys, kept)),
    unpackBlock(parts.overdue, ["DAY", ...asked], ["overdue"]),
  ];
}

const kept = Object.keys(tallyCounts) as (keyof typeof tallyCounts)[];

/** One more than is wanted, to tell that there are too many. */
function keptRows(set: number, heldVersion: string): Sql {
  return sql`
    SELECT * FROM dossier_tally WHERE key_set = ${set} AND (SELECT version FROM version) <> ${heldVersion}
    LIMIT ${largestBlock + 1}`;
}

/** One row that holds many. Aggregates of one query see the rows in the same order. */
function pack(
  part: Part,
  rows: Sql,
  keys: readonly BlockKey[],
  counts: readonly (keyof DossierCounts)[],
): Sql {
  const keyColumns = keys.map((key) => {
    const column = raw(key === "DAY" ? "day" : tallyColumns[key]);
    return sql`coalesce(string_agg(coalesce(${column}::text, ''), ${rowSeparator}), '')`;
  });
  const countColumns = counts.map((name) => sql`string_agg(int4send(${raw(columnOf(name))}), '')`);
  return sql`
    SELECT ${part} AS part, count(*)::int AS size, concat_ws(${columnSeparator}, ${join(keyColumns)}) AS keys,
      ${join(countColumns, " || ")} AS counts
    FROM (${rows}) AS rows`;
}

function columnOf(name: keyof DossierCounts): string {
  return name === "overdue" ? name : tallyCounts[name];
}

function byPart(rows: readonly PartRow[]): Record<Part, PartRow> {
  const find = (part: Part): PartRow => {
    const found = rows.find((row) => row.part === part);
    if (found === undefined)
      throw new Error(`Expected a row for the part ${part}; got ${rows.length} others.`);
    return found;
  };
  return { kept: find("kept"), changed: find("changed"), overdue: find("overdue") };
}

/** All pending count as overdue: the overdue part takes off those that are not. */
function overdueIsPending(block: TallyBlock): TallyBlock {
  const { pending } = block.counts;
  return pending === undefined ? block : { ...block, counts: { ...block.counts, overdue: pending } };
}
