import { readFileSync } from "node:fs";
import type { QueryRunner } from "typeorm";
import { fromRoot } from "../../base/project/project-root";
import { createChangeEpoch, dropChangeEpoch } from "../change-epoch/create-change-epoch";

/**
 * Makes the change log and the epoch that it goes by. `watch_changes('task', 'id')` has a table's changes written to it with their
 * keys, `announce_changes('event')` without, and
 * `announce_rows('event', 'code')` with the keys of whatever changes in it. Part of migrations.
 */
export async function createChangeLog(runner: QueryRunner): Promise<void> {
  await createChangeEpoch(runner);
  await runner.query(readFileSync(fromRoot("shared/database/change-log/change-log.sql"), "utf8"));
}

/** Drops it with the triggers that write to it. */
export async function dropChangeLog(runner: QueryRunner): Promise<void> {
  await runner.query(`
    DROP FUNCTION announce_rows, announce_changes, announce_with, log_announcement, watch_changes, log_change CASCADE;
    DROP TABLE change_log_cut, change_log;
    DROP FUNCTION ring_changes`);
  await dropChangeEpoch(runner);
}
