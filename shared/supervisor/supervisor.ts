import { join } from "node:path";
import type { Environment } from "../config/read-config";
import { bannerLines } from "./banner";
import { checkPorts } from "./check-ports";
import { gatewayEnvironment, subgraphEnvironment } from "./child-environment";
import type { Display } from "./display";
import { LogFile } from "./log-file";
import type { Settings } from "./settings";
import { SupervisedDatabase } from "./supervised-database";
import { SupervisedProcess } from "./supervised-process";
import { awaitLeftovers, SupervisorLock } from "./supervisor-lock";

export interface SupervisorOptions {
  settings: Settings;
  /**
   * What Node.js is given to run the gateway or a subgraph, a file and arguments if any: for the first time, or again
   * after it was ready.
   */
  commandOf(name: string, wasReady: boolean): string[];
  environment: Environment;
  display: Display;
  /** Starts the embedded PostgreSQL without waiting for the disk: for tests. */
  fastDatabase: boolean;
  /** Nothing more is to be hoped for: the caller stops everything. */
  onFailed(message: string): void;
}

/** Ports of a killed supervisor's processes become free when those have drained. */
const patienceAfterCrashMs = 10_000;

/** The database, the subgraphs and the gateway as processes that start, run and end together. */
export class Supervisor {
  private lock: SupervisorLock | undefined;
  private database: SupervisedDatabase | undefined;
  private gateway: SupervisedProcess | undefined;
  private readonly subgraphs: SupervisedProcess[] = [];
  private readonly logs: LogFile[] = [];
  private readonly notReady = new Set<string>();
  private stopping = false;

  constructor(private readonly options: SupervisorOptions) {}

  /**
   * Resolves when everything is up and the banner is shown.
   * @throws StartupError when it cannot start; what runs by then is left to `stop`.
   */
  async start(): Promise<void> {
    const { display, environment } = this.options;
    const { lock, leftovers, wasStale } = SupervisorLock.take(this.options.settings.dataDirectory);
    this.lock = lock;
    if (leftovers.length > 0) display.step("Waiting for the processes of a killed run to end");
    await awaitLeftovers(leftovers);
    const settings = await checkPorts(this.options.settings, wasStale ? patienceAfterCrashMs : 0);

    await new Promise<void>((resolve, reject) => {
      for (const { name } of [...settings.subgraphs, settings.gateway]) this.notReady.add(name);
      // The gateway needs no database and is the longest to load, so it goes ahead of everything.
      this.gateway = this.run("gateway", gatewayEnvironment(settings, environment), resolve);
      this.startDatabase(settings).then((urls) => {
        display.step("Starting the subgraphs");
        for (const subgraph of settings.subgraphs) {
          const url = subgraph.databaseUrl ?? urls.get(subgraph.name) ?? "";
          const own = subgraphEnvironment(settings, subgraph, url, environment);
          this.subgraphs.push(this.run(subgraph.name, own, resolve));
        }
      }, reject);
    });
    display.close();
    for (const line of bannerLines(settings, this.database?.address, performance.now() / 1000)) {
      display.say(line);
    }
  }

  /** Ends everything in the order that lets each finish: the gateway drains while all others still answer. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.gateway?.stop();
    await Promise.all(this.subgraphs.map((subgraph) => subgraph.stop()));
    await this.database?.stop();
    await Promise.all(this.logs.map((log) => log.close()));
    this.lock?.release();
  }

  /** Lets nothing finish; makes a `stop` that is under way return soon. */
  kill(): void {
    this.stopping = true;
    for (const one of [this.gateway, ...this.subgraphs]) one?.kill();
    void this.database?.stop("immediate");
  }

  /** Starts the embedded PostgreSQL when any subgraph needs it; the URLs of the databases in it. */
  private async startDatabase(settings: Settings): Promise<Map<string, string>> {
    const { display, fastDatabase } = this.options;
    const names = settings.subgraphs.filter(({ databaseUrl }) => databaseUrl === undefined);
    if (names.length === 0 || this.stopping) return new Map();
    display.step("Starting PostgreSQL");
    this.database = new SupervisedDatabase({
      dataDirectory: settings.dataDirectory,
      port: settings.databasePort,
      fast: fastDatabase,
      log: (line) => display.say(line),
    });
    return this.database.start(names.map(({ name }) => name));
  }

  private run(name: string, environment: Environment, onAllReady: () => void): SupervisedProcess {
    const { display, commandOf, onFailed, settings } = this.options;
    const logFile = join(settings.dataDirectory, "logs", `${name}.log`);
    const log = new LogFile(logFile, (line) => {
      // While the subgraphs are coming up the gateway misses them, which is no news.
      const expected = name === "gateway" && this.notReady.size > (this.notReady.has(name) ? 1 : 0);
      if (!expected) display.say(`${name}: ${line.slice(0, 300)}`);
    });
    this.logs.push(log);
    const child = new SupervisedProcess({
      name,
      commandOf: (wasReady) => commandOf(name, wasReady),
      environment,
      log,
      onSpawn: (pid) => {
        this.lock?.setChild(name, pid);
        display.state(name, "starting");
      },
      onProgress: ({ step, done, total }) => display.progress(name, step, done, total),
      onReady: () => {
        display.state(name, "up");
        if (this.notReady.delete(name) ? this.notReady.size === 0 : false) onAllReady();
        else if (this.notReady.size === 0) display.say(`${name} is up again.`);
      },
      onRestart: (how, delayMs) => {
        display.state(name, "stopped");
        display.say(`${name} has ended (${how}); it is started again in ${delayMs / 1000} s.`);
      },
      onFailed: (message) =>
        onFailed(`${message.startsWith(name) ? "" : `${name}: `}${message}\nSee ${logFile}`),
    });
    if (!this.stopping) child.start();
    return child;
  }
}
