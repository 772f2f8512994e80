import { publishUrls, withdrawUrls } from "../../base/config/published-urls";
import { RestartDelay } from "../../base/process/restart-delay";
import { type Cluster, startCluster } from "../embedded-postgres/cluster";
import { provisionDatabase } from "../embedded-postgres/provision-database";
import { passwordOf } from "../embedded-postgres/secrets";

export interface SupervisedDatabaseOptions {
  dataDirectory: string;
  port: number;
  fast: boolean;
  log(line: string): void;
}

/** The embedded PostgreSQL, kept running under one port until it is stopped. */
export class SupervisedDatabase {
  private cluster: Cluster | undefined;
  private starting: Promise<void> = Promise.resolve();
  private readonly delay = new RestartDelay();
  private readonly stopping = new AbortController();

  constructor(private readonly options: SupervisedDatabaseOptions) {}

  /** Where it listens; undefined while it is not up. */
  get address(): string | undefined {
    return this.cluster && `127.0.0.1:${this.cluster.port}`;
  }

  /**
   * Starts it and provides for each name a database and the role that owns it.
   * @returns the URLs by name.
   */
  async start(names: string[]): Promise<Map<string, string>> {
    const { dataDirectory } = this.options;
    await this.launch({ port: this.options.port });
    const urls = new Map<string, string>();
    for (const name of names) {
      if (this.cluster === undefined) break;
      const { password } = passwordOf(dataDirectory, name);
      urls.set(name, await provisionDatabase(this.cluster.url, name, password));
    }
    publishUrls(dataDirectory, urls);
    return urls;
  }

  /** Stops it, also one that is only just starting. "immediate" leaves recovery to the next start. */
  async stop(mode: "fast" | "immediate" = "fast"): Promise<void> {
    this.stopping.abort();
    await this.starting.catch(() => undefined);
    withdrawUrls(this.options.dataDirectory);
    await this.cluster?.stop(mode);
  }

  private launch(port: { port: number; exactPort?: boolean }): Promise<void> {
    if (!this.stopping.signal.aborted) this.starting = this.launchNow(port);
    return this.starting;
  }

  private async launchNow(port: { port: number; exactPort?: boolean }): Promise<void> {
    const { dataDirectory, fast, log } = this.options;
    const cluster = await startCluster({ dataDirectory, fast, log, ...port });
    this.cluster = cluster;
    const startedAt = Date.now();
    void cluster.ended.then(() => this.onEnd(cluster.port, Date.now() - startedAt));
  }

  /** The URLs are in use, so it must come back under the port it had. */
  private onEnd(port: number, ranMs: number): void {
    if (this.stopping.signal.aborted) return;
    const delayMs = this.delay.next(ranMs);
    this.options.log(`PostgreSQL has ended by itself; it is started again in ${delayMs / 1000} s.`);
    setTimeout(() => {
      if (this.stopping.signal.aborted) return;
      this.launch({ port, exactPort: true }).then(
        () => this.options.log("PostgreSQL is up again."),
        (error: unknown) => {
          this.options.log(error instanceof Error ? error.message : String(error));
          this.onEnd(port, 0);
        },
      );
    }, delayMs);
  }
}
