import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Environment } from "../../base/config/read-config";
import type { Display } from "../../base/console/display";
import type { SubgraphElsewhere } from "../../base/project/subgraph-list";
import { bannerLines } from "./banner";
import { checkPorts } from "./check-ports";
import {
  gatewayEnvironment,
  sharesPorts,
  standbyEnvironment,
  subgraphEnvironment,
} from "./child-environment";
import { LogFile } from "./log-file";
import type { ServedProcess, Settings, SubgraphSettings } from "./settings";
import { StandbyPool, type StandbyPoolOptions } from "./standby-pool";
import { SupervisedDatabase } from "./supervised-database";
import { SupervisedProcess } from "./supervised-process";
import { awaitOrphans, SupervisorLock } from "./supervisor-lock";
import type { ProcessCounts } from "./supervisor-metrics";
import { type ElsewhereWatch, elsewhereAt, watchElsewhere } from "./watch-elsewhere";

export interface SupervisorOptions {
  settings: Settings;
  /**
   * What Node.js is given to run the gateway or a subgraph, a file and arguments if any: for the first time, or again
   * after it was ready.
   */
  commandOf(name: string, wasReady: boolean): string[];
  /** What takes the place of a process that has died. */
  standbys?: StandbyPoolOptions;
  environment: Environment;
  /** Those that others run: they are watched. */
  elsewhere?: readonly SubgraphElsewhere[];
  display: Display;
  /** Starts the embedded PostgreSQL without waiting for the disk: for tests. */
  fastDatabase: boolean;
  /** Nothing more is to be hoped for: the caller stops everything. */
  onFailed(message: string): void;
}

/** Ports of a killed supervisor's processes become free when those have drained. */
const patienceAfterCrashMs = 10_000;

/** Everything is to have ended within 10 s, PostgreSQL, which takes a moment, last. */
const processesLimitMs = 8_900;
/** So long the gateway drains before the subgraphs begin to. */
const gatewayAloneMs = 4_000;

/** The database, the subgraphs and the gateway as processes that start, run and end together. */
export class Supervisor {
  private lock: SupervisorLock | undefined;
  private database: SupervisedDatabase | undefined;
  private gateway: SupervisedProcess | undefined;
  private readonly subgraphs = new Map<string, SupervisedProcess>();
  private readonly logs: LogFile[] = [];
  private readonly notReady = new Set<string>();
  private standbys: StandbyPool | undefined;
  private elsewhere: ElsewhereWatch | undefined;
  private stopping = false;
  private renewing: Promise<void> | undefined;
  /** Each process by name, as the supervisor's metrics tell it. */
  readonly processes = new Map<string, ProcessCounts>();

  constructor(private readonly options: SupervisorOptions) {}

  /**
   * Resolves when everything is up and the banner is shown.
   * @throws StartupError when it cannot start; what runs by then is left to `stop`.
   */
  async start(): Promise<void> {
    const { display, environment } = this.options;
    const { lock, orphans, wasStale } = SupervisorLock.take(this.options.settings.dataDirectory);
    this.lock = lock;
    if (orphans.length > 0) display.step("Waiting for the processes of a killed run to end");
    await awaitOrphans(orphans);
    const settings = await checkPorts(this.options.settings, wasStale ? patienceAfterCrashMs : 0);
    if (this.options.standbys && settings.standbys > 0)
      this.standbys = new StandbyPool(
        this.options.standbys,
        settings,
        standbyEnvironment(settings, environment),
      );

    await new Promise<void>((resolve, reject) => {
      for (const { name } of [...settings.subgraphs, settings.gateway]) this.notReady.add(name);
      // The gateway needs no database and is the longest to load, so it goes ahead of everything.
      this.gateway = this.run(settings.gateway, gatewayEnvironment(settings, environment), resolve);
      if (!this.stopping) this.gateway.start();
      this.startDatabase(settings).then((urls) => {
        display.step("Starting the subgraphs");
        for (const replicas of Object.values(Object.groupBy(settings.subgraphs, ({ subgraph }) => subgraph)))
          this.startReplicas(settings, replicas ?? [], urls, resolve);
      }, reject);
    });
    if (!this.stopping) this.standbys?.prepare();
    display.close();
    const elsewhere = elsewhereAt(this.options.elsewhere ?? [], environment);
    for (const line of bannerLines(settings, this.database?.address, performance.now() / 1000, elsewhere)) {
      display.say(line);
    }
    if (!this.stopping) this.elsewhere = watchElsewhere({ subgraphs: elsewhere, display });
  }

  /**
   * Replaces every process, one after the other, each when its successor is ready; PostgreSQL and this process stay. What
   * does not come up anew goes on as it was, and the rest is left as it is.
   */
  async renew(): Promise<void> {
    const { display } = this.options;
    if (this.renewing !== undefined || this.notReady.size > 0 || this.stopping) {
      display.say("Not restarted: a start or restart is under way.");
      return;
    }
    this.renewing = this.renewAll().finally(() => {
      this.renewing = undefined;
      if (!this.stopping) this.standbys?.prepare();
    });
    return this.renewing;
  }

  private async renewAll(): Promise<void> {
    const { display } = this.options;
    const begun = performance.now();
    display.say("Restarting every process, one after the other.");
    this.standbys?.discard();
    for (const [name, one] of this.all()) {
      if (this.stopping) return;
      try {
        await one.renew();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        display.say(`${name} goes on as it was, and what was to follow it: ${reason}.`);
        return;
      }
    }
    display.say(`Every process was restarted in ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
  }

  /**
   * Ends everything in the order that lets each finish: the gateway drains while all others still answer, but for no
   * longer than leaves them time to drain, too.
   */
  async stop(): Promise<void> {
    this.stopping = true;
    this.elsewhere?.stop();
    this.standbys?.discard();
    const timer = setTimeout(() => {
      for (const [, one] of this.all()) one.kill();
    }, processesLimitMs);
    const gatewayEnded = this.gateway?.stop() ?? Promise.resolve();
    await Promise.race([gatewayEnded, sleep(gatewayAloneMs, undefined, { ref: false })]);
    await Promise.all([gatewayEnded, ...[...this.subgraphs.values()].map((subgraph) => subgraph.stop())]);
    clearTimeout(timer);
    await this.database?.stop();
    await Promise.all(this.logs.map((log) => log.close()));
    this.lock?.release();
  }

  /** Lets nothing finish; makes a `stop` that is under way return soon. */
  kill(): void {
    this.stopping = true;
    this.standbys?.discard();
    for (const [, one] of this.all()) one.kill();
    void this.database?.stop("immediate");
  }

  /** Starts the embedded PostgreSQL when any subgraph needs it; the URLs of the databases in it. */
  private async startDatabase(settings: Settings): Promise<Map<string, string>> {
    const { display, fastDatabase } = this.options;
    const own = settings.subgraphs.filter(({ databaseUrl }) => databaseUrl === undefined);
    const names = [...new Set(own.map(({ subgraph }) => subgraph))];
    if (names.length > 0 && settings.gateway.databaseUrl === undefined) names.push(settings.gateway.name);
    if (names.length === 0 || this.stopping) return new Map();
    display.step("Starting PostgreSQL");
    this.database = new SupervisedDatabase({
      dataDirectory: settings.dataDirectory,
      port: settings.databasePort,
      fast: fastDatabase,
      log: (line) => display.say(line),
    });
    return this.database.start(names);
  }

  private all(): [string, SupervisedProcess][] {
    return [...this.subgraphs, ...(this.gateway ? [["gateway", this.gateway] as const] : [])].map(
      ([name, one]) => [name, one],
    );
  }

  /** Starts the first process of a subgraph, which migrates and seeds, and when it serves the others. */
  private startReplicas(
    settings: Settings,
    [first, ...others]: SubgraphSettings[],
    urls: ReadonlyMap<string, string>,
    onAllReady: () => void,
  ): void {
    if (first === undefined) return;
    const url = first.databaseUrl ?? urls.get(first.subgraph) ?? "";
    const runOne = (one: SubgraphSettings, onReady: () => void) => {
      const own = subgraphEnvironment(settings, one, url, this.options.environment);
      const child = this.run(one, own, onAllReady, onReady);
      this.subgraphs.set(one.name, child);
      return child;
    };
    const children = others.map((one) => runOne(one, () => undefined));
    let isFirst = true;
    const child = runOne(first, () => {
      if (isFirst && !this.stopping) for (const other of children) other.start();
      isFirst = false;
    });
    if (!this.stopping) child.start();
  }

  private run(
    { name, ...one }: Pick<ServedProcess, "name"> & { subgraph?: string },
    environment: Environment,
    onAllReady: () => void,
    onReady: () => void = () => undefined,
  ): SupervisedProcess {
    const { display, commandOf, onFailed, settings } = this.options;
    const { subgraph = name } = one;
    const logFile = join(settings.dataDirectory, "logs", `${name}.log`);
    const log = new LogFile(logFile, (line) => {
      // While the subgraphs are coming up the gateway misses them, which is no news.
      const expected = name === "gateway" && this.notReady.size > (this.notReady.has(name) ? 1 : 0);
      if (!expected) display.say(`${name}: ${line.slice(0, 300)}`);
    });
    this.logs.push(log);
    const counts = { isUp: false, restarts: 0, hung: 0 };
    this.processes.set(name, counts);
    return new SupervisedProcess({
      ...{ name, environment, log, hangLimitMs: settings.hangLimitMs, sharesPort: sharesPorts },
      standby: this.standbys?.for(name),
      hasWorkers: name === "gateway" && settings.gateway.workers > 1,
      // A replica finds its database migrated and seeded.
      commandOf: (wasReady) => commandOf(subgraph, wasReady || subgraph !== name),
      onSpawn: (pid, isSuccessor) => {
        this.lock?.setChild(isSuccessor ? `${name}, next` : name, pid);
        if (!isSuccessor) display.state(name, "starting");
      },
      onSuccession: (pid) => this.lock?.setChild(name, pid),
      onProgress: ({ step, done, total }) => display.progress(name, step, done, total),
      onReady: () => {
        display.state(name, "up");
        counts.isUp = true;
        if (this.notReady.delete(name) ? this.notReady.size === 0 : false) onAllReady();
        else if (this.notReady.size === 0) display.say(`${name} is up again.`);
        onReady();
      },
      onHung: () => {
        counts.hung += 1;
        display.say(`${name} has not answered for ${settings.hangLimitMs / 1000} s; it is killed.`);
      },
      onRestart: (how, delayMs) => {
        display.state(name, "stopped");
        counts.isUp = false;
        counts.restarts += 1;
        display.say(`${name} has ended (${how}); it is started again in ${delayMs / 1000} s.`);
      },
      onFailed: (message) =>
        onFailed(`${message.startsWith(name) ? "" : `${name}: `}${message}\nSee ${logFile}`),
    });
  }
}
