import { ConfigurationError, type Environment } from "../../base/config/read-config";
import { createDisplay } from "../../base/console/create-display";
import type { DisplayOutput } from "../../base/console/display";
import type { OpenedMetrics } from "../../base/metrics/open-metrics";
import type { ListedSubgraph, SubgraphElsewhere } from "../../base/project/subgraph-list";
import { StartupError } from "../embedded-postgres/startup-error";
import { readSettings } from "./settings";
import type { StandbyPoolOptions } from "./standby-pool";
import { Supervisor } from "./supervisor";
import { openSupervisorMetrics } from "./supervisor-metrics";

export interface RunOptions {
  subgraphs: ListedSubgraph[];
  /** Those that others run: they are watched. */
  elsewhere?: SubgraphElsewhere[];
  /**
   * What Node.js is given to run the gateway or a subgraph, a file and arguments if any: for the first time, or again
   * after it was ready.
   */
  commandOf(name: string, wasReady: boolean): string[];
  /** See SupervisorOptions. */
  standbys?: StandbyPoolOptions;
  environment: Environment;
  output: DisplayOutput & NodeJS.EventEmitter;
  /** For tests: see `ClusterOptions.fast`. */
  fastDatabase?: boolean;
}

/** Why everything ends; without a message it was asked to. */
interface Ending {
  code: number;
  message?: string;
}

/**
 * One Ctrl-C comes twice under npm: from the terminal, and again from npm, which passes it on to its child.
 * So what follows within this time is the same one.
 */
const sameSignalMs = 500;

/**
 * Runs everything until a signal or a failure ends it.
 * @returns the exit code: 0 when it was asked to end and did, 1 for a failure or when it was forced.
 */
export async function runSupervisor(options: RunOptions): Promise<number> {
  const { environment, output, fastDatabase = false } = options;
  const display = createDisplay(output, environment);
  // A terminal that was closed, or a pipe into `head`: nobody reads, which is no reason to fail.
  output.on("error", () => undefined);
  const { promise: ended, resolve: end } = Promise.withResolvers<Ending>();
  const fail = (error: unknown) => end({ code: 1, message: describe(error) });
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);

  let supervisor: Supervisor | undefined;
  let metrics: OpenedMetrics | undefined;
  let forced = false;
  let askedAt: number | undefined;
  const ask = (mayForce: boolean) => {
    end({ code: 0 });
    const isSecond = askedAt !== undefined && Date.now() - askedAt > sameSignalMs;
    askedAt ??= Date.now();
    if (!isSecond || !mayForce || forced) return;
    forced = true;
    display.say("Forced: ending everything at once.");
    supervisor?.kill();
  };
  process.on("SIGINT", () => ask(true));
  process.on("SIGTERM", () => ask(true));
  // Of a terminal that was closed it means the end; elsewhere, as to every server: begin anew.
  process.on("SIGHUP", () => {
    if (output.isTTY) ask(false);
    else void supervisor?.renew();
  });

  try {
    const settings = readSettings(options.subgraphs, environment);
    supervisor = new Supervisor({ ...options, settings, display, fastDatabase, onFailed: fail });
    supervisor.start().then(() => {
      metrics = supervisor && openSupervisorMetrics(settings, supervisor.processes, display);
    }, fail);
  } catch (error) {
    fail(error);
  }
  const { code, message } = await ended;
  display.close();
  if (message === undefined) display.say("Stopping (Ctrl-C again to force).");
  else display.say(message);
  await supervisor?.stop();
  metrics?.stop();
  if (message === undefined) display.say("Stopped.");
  return forced ? 1 : code;
}

/** Lines for the operator; what was not foreseen comes with its stack. */
function describe(error: unknown): string {
  if (typeof error === "string") return error;
  if (error instanceof StartupError || error instanceof ConfigurationError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
