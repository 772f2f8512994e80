import type { Logger } from "../../shared/base/log/logger";
import type { GatewayDatabase } from "./gateway-database";
import type { Statements } from "./statements";

/** Deletes what is old; gives the number of rows. */
export type Cleanup = (statements: Statements) => Promise<number>;

const hourMs = 3_600_000;
/** Of the first time: not while a process starts. */
const firstMs = 60_000;

/** Deletes what is old, by its name, a minute from now and then each hour, until it is ended. */
export function startHousekeeping(
  database: GatewayDatabase,
  cleanups: Readonly<Record<string, Cleanup>>,
  log: Logger,
): { end(): void } {
  const clean = async () => {
    if (!database.isUp()) return;
    for (const [what, cleanup] of Object.entries(cleanups)) {
      try {
        const deleted = await database.use(cleanup);
        if (deleted > 0) log.info({ deleted }, `old ${what} are gone`);
      } catch (error) {
        log.warn({ err: error }, `old ${what} are still there; tried again in an hour`);
      }
    }
  };
  const first = setTimeout(() => void clean(), firstMs).unref();
  const timer = setInterval(() => void clean(), hourMs).unref();
  return {
    end() {
      clearTimeout(first);
      clearInterval(timer);
    },
  };
}
