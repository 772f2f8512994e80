import { addDays, today } from "../../shared/base/clock/calendar-day";
import type { Clock } from "../../shared/base/clock/clock";
import type { Logger } from "../../shared/base/log/logger";
import type { GatewayDatabase } from "../database/gateway-database";
import { startHousekeeping } from "../database/start-housekeeping";
import { deleteOldUses } from "./recorded-use.queries";
import { type Recording, startRecording } from "./start-recording";

export interface OpenRecordingOptions {
  /** RECORDED_DAYS: how long it is kept; 0: nothing is recorded. */
  config: { RECORDED_DAYS?: number | undefined };
  clock: Clock;
  log: Logger;
}

/** How long it is kept by default, in days. */
const defaultDays = 90;

/** Records what clients use, and deletes what is old. Undefined where nothing is to be recorded. */
export function openRecording(
  database: GatewayDatabase,
  { config: { RECORDED_DAYS: days = defaultDays }, clock, log }: OpenRecordingOptions,
): Recording | undefined {
  if (days === 0) return undefined;
  const recording = startRecording({ database, clock, log });
  const housekeeping = startHousekeeping(
    database,
    { "recorded operations": (statements) => deleteOldUses(statements, addDays(today(clock), -days)) },
    log,
  );
  return {
    ...recording,
    async stop() {
      housekeeping.end();
      await recording.stop();
    },
  };
}
