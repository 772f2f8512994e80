import sql, { type Sql } from "sql-template-tag";
import { snapshotOrigin } from "../../../shared/change-epoch/change-epoch";
import type { Database } from "../../../shared/database/database";
import { all } from "../../../shared/filter/conditions";
import { fewAheadGiven, isByDay, keysOf, overdueRows } from "../dossier/count-from-tallies";
import { procedureFlags } from "../dossier/dossier-conditions";
import type { DossierQuestion } from "../dossier/dossier-counting";
import type { KeySet, QuestionAxis } from "../dossier/dossier-key-sets";
import { tallyConditions } from "../dossier/tally-conditions";
import { tallyCounts } from "../dossier/tally-rows";
import { heldPending, holdPending, overdueOf } from "./held-pending";
import { keyColumn, packRows } from "./pack-rows";
import { addedRows, loadedRows, packPending, unpackPending, usable, usableGiven } from "./pending-parts";
import { type BlockKey, type PackedBlock, readKeys, type TallyBlock, unpackBlock } from "./tally-block";
import { blocksOf, largestBlock } from "./tally-blocks";

type Part = "kept" | "changed" | "overdue" | "loaded" | "added" | "procedures";

/** A part of the answer, and what is the same in all of them. */
interface PartRow extends PackedBlock {
  part: Part;
  /** Null where a version means nothing, because the database has come to another server. */
  version: string | null;
  snapshot: string;
  fewAhead: boolean;
  /** Whether the pending that are held are of use. */
  usable: boolean;
  /** Whether the transaction has changed nothing itself: what it sees is there for others too. */
  shared: boolean;
}

/** What a question is answered from. */
export interface TallyRead {
  blocks: TallyBlock[];
  /** Codes of the procedures that the filter's flags let through; undefined where it has none. */
  procedures: ReadonlySet<string | null> | undefined;
}

/**
 * The tallies of a set in one statement, so of one moment: those kept, unless this process has them of that very
 * version; what has changed since; and how many are overdue now, from those held and what has changed of them since,
 * or counted. Together they are the counts. Of a set that is too large to be held the rows of the filter are read each
 * time. Undefined when these are too many, too.
 */
export async function readTallyBlocks(
  database: Database,
  set: KeySet<QuestionAxis>,
  question: DossierQuestion,
  now: Date,
): Promise<TallyRead | undefined> {
  const blocks = blocksOf(database);
  const whole = !blocks.isTooLarge(set.number);
  const [held, pending] = [blocks.get(set.number), heldPending(database, now)];
  const keys: BlockKey[] = ["DAY", ...set.keys];
  const asked: BlockKey[] = ["DAY", ...keysOf(question, set.axis)];
  const where = all(tallyConditions(set.axis, question.filter));
  const flags = procedureFlags(question.filter);
  const changed = sql`SELECT * FROM dossier_tally_change WHERE key_set = ${set.number}`;
  const overdue = sql`
    SELECT * FROM (${overdueRows(question, set, now)}) AS t
    WHERE NOT ${usable} AND ${where}`;
  const rows = await database.rows<PartRow>(sql`
    WITH ${fewAheadGiven(now)} version AS MATERIALIZED (
      SELECT ${snapshotOrigin} || '/' || count(*) || '.' || coalesce(max(number), 0) AS version FROM dossier_tally_version
    ), ${usableGiven(pending)} common AS (
      SELECT version, few_ahead.so AS "fewAhead", usable.so AS usable, pg_current_snapshot()::text AS snapshot,
        pg_current_xact_id_if_assigned() IS NULL AS shared
      FROM version, few_ahead, usable)
    SELECT * FROM common, (
      ${pack("kept", keptRows(set.number, whole ? otherThan(held) : where), keys, keptColumns)}
      UNION ALL ${pack("changed", changed, keys, keptColumns)}
      UNION ALL ${pack("overdue", overdue, asked, ["overdue"])}
      UNION ALL ${packPending("loaded", loadedRows(now))}
      UNION ALL ${packPending("added", addedRows(pending, now))}
      UNION ALL ${packRows("procedures", proceduresOf(flags), ["code"], ["int4send(1)"])}
    ) AS part`);
  const parts = byPart(rows);
  const { version, snapshot, fewAhead, shared, size } = parts.kept;
  if (size > largestBlock) {
    blocks.refuse(set.number);
    return whole ? readTallyBlocks(database, set, question, now) : undefined;
  }
  const kept =
    held !== undefined && held.version === version ? held.block : unpackBlock(parts.kept, keys, counts);
  if (shared && whole && version !== null) blocks.put(set.number, { version, block: kept });
  if (shared && version !== null && parts.loaded.size > 0) {
    holdPending(database, {
      ...{ version, snapshot, at: now, ahead: fewAhead },
      rows: unpackPending(parts.loaded),
    });
  }
  const since = unpackBlock(parts.changed, keys, counts);
  const procedures =
    flags.length === 0 ? undefined : new Set(readKeys(parts.procedures.keys, ["code"]).get("code")?.codes);
  if (pending === undefined || !parts.kept.usable) {
    const overdueNow = unpackBlock(parts.overdue, asked, ["overdue"]);
    return { blocks: [...withPending([kept, since], fewAhead), overdueNow], procedures };
  }
  const day = isByDay(question, set) ? (set.span === "day" ? "DAY" : "STRETCH") : undefined;
  const both = [pending.rows, unpackPending(parts.added)];
  const overdueThen = both.map((some) => overdueOf(some, pending, now, day));
  return { blocks: [...withPending([kept, since], pending.ahead), ...overdueThen], procedures };
}

const counts = Object.keys(tallyCounts) as (keyof typeof tallyCounts)[];
const keptColumns = Object.values(tallyCounts);

/** One more than is wanted, to tell that there are too many. */
function keptRows(set: number, where: Sql): Sql {
  return sql`SELECT * FROM dossier_tally t WHERE key_set = ${set} AND ${where} LIMIT ${largestBlock + 1}`;
}

/** None, where those held are of the version that the statement sees. */
function otherThan(held: { version: string } | undefined): Sql {
  return held ? sql`(SELECT version FROM version) IS DISTINCT FROM ${held.version}` : sql`TRUE`;
}

function proceduresOf(flags: Sql[]): Sql {
  return sql`SELECT p.code FROM procedure p WHERE ${flags.length === 0 ? sql`FALSE` : all(flags)}`;
}

function pack(part: Part, rows: Sql, keys: readonly BlockKey[], columns: readonly string[]): Sql {
  return packRows(
    part,
    rows,
    keys.map(keyColumn),
    columns.map((column) => `int4send(${column})`),
  );
}

function byPart(rows: readonly PartRow[]): Record<Part, PartRow> {
  const find = (part: Part): PartRow => {
    const found = rows.find((row) => row.part === part);
    if (found === undefined)
      throw new Error(`Expected a row for the part ${part}; got ${rows.length} others.`);
    return found;
  };
  return {
    kept: find("kept"),
    changed: find("changed"),
    overdue: find("overdue"),
    loaded: find("loaded"),
    added: find("added"),
    procedures: find("procedures"),
  };
}

/** Where the overdue part takes off those that are not, all pending count as overdue here. */
function withPending(blocks: TallyBlock[], ahead: boolean): TallyBlock[] {
  return blocks.map((block) => {
    const { pending } = block.counts;
    return ahead && pending ? { ...block, counts: { ...block.counts, overdue: pending } } : block;
  });
}
