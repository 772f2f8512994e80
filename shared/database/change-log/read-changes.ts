import sql from "sql-template-tag";
import type { RelationChange } from "../../base/changes/change-notice";
import type { Database } from "../database";
import type { ChangePosition } from "./change-position";
import { logState } from "./pending-changes";

export interface ReadChanges {
  position: ChangePosition;
  /** By table; null where the log does not say what has changed since. */
  changes: RelationChange[] | null;
  /** Entries of the log that a standby may give again after this position. */
  seen: ReadonlySet<string>;
}

/** Above so many keys of a table, a reader is told that any may have changed. */
const mostKeys = 1_000;

/**
 * What transactions have changed that a position has not seen, each exactly once, as of one snapshot; without a position,
 * where the log stands now. Undefined while there is nothing to say: on a standby that is behind the position, or whose
 * primary has not begun its epoch yet. `seen` is that of the reading before: a standby cannot tell by a snapshot alone.
 */
export async function readChanges(
  database: Database,
  from: ChangePosition | undefined,
  seen: ReadonlySet<string> = new Set(),
): Promise<ReadChanges | undefined> {
  const now = await stateOf(database, from?.snapshot);
  const { epoch, snapshot } = now;
  if (epoch === null) return undefined;
  const position = { epoch, snapshot };
  if (!from) return { position, changes: [], seen: new Set() };
  if (from.epoch !== epoch || (now.isEarlier && !now.isWhole))
    return { position, changes: null, seen: new Set() };
  if (!now.isEarlier) return undefined;
  const changes = now.entries.filter(({ id }) => !seen.has(id));
  return {
    position,
    changes: byRelation(changes),
    seen: new Set(now.isStandby ? now.entries.map(({ id }) => id) : []),
  };
}

interface Entry {
  id: string;
  relation: string;
  size: number;
  keys: string[] | null;
}

interface State {
  epoch: string | null;
  snapshot: string;
  isStandby: boolean;
  isWhole: boolean;
  isEarlier: boolean;
  entries: Entry[];
}

function stateOf(database: Database, snapshot: string | undefined): Promise<State> {
  const own = sql`current_change_epoch() AS epoch, pg_is_in_recovery() AS "isStandby"`;
  if (snapshot === undefined)
    return database.row<State>(sql`SELECT ${own}, pg_current_snapshot()::text AS snapshot`);
  const seen = sql`${snapshot}::pg_snapshot`;
  return database.row<State>(sql`
    SELECT ${own}, ${logState(snapshot)}, (
      SELECT coalesce(json_agg(json_build_object('id', id::text, 'relation', relation, 'size', size,
        'keys', CASE WHEN size <= ${mostKeys} THEN keys END) ORDER BY id), '[]')
      FROM change_log WHERE transaction >= pg_snapshot_xmin(${seen})
        AND (pg_is_in_recovery() OR NOT pg_visible_in_snapshot(transaction, ${seen}))) AS entries`);
}

/** In the order in which tables were first written to. */
function byRelation(entries: readonly Entry[]): RelationChange[] {
  const found = new Map<string, { size: number; keys: Set<string> | null }>();
  for (const { relation, size, keys } of entries) {
    const change = found.get(relation) ?? { size: 0, keys: new Set<string>() };
    for (const key of keys ?? []) change.keys?.add(key);
    const isKnown = keys !== null && change.keys !== null && change.keys.size <= mostKeys;
    found.set(relation, { size: change.size + size, keys: isKnown ? change.keys : null });
  }
  return [...found].map(([relation, { size, keys }]) => ({ relation, size, keys: keys && [...keys] }));
}
