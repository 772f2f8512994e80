import type { Environment } from "../../base/config/read-config";
import type { Settings } from "./settings";
import { StandbyProcess, type StandbyProcessOptions } from "./standby-process";

/** One for any of the subgraphs, whose processes load the same, and one for the gateway. */
export interface StandbyPoolOptions {
  subgraph: StandbyProcessOptions;
  gateway: StandbyProcessOptions;
}

/** The processes that wait to take others' places. */
export class StandbyPool {
  readonly #subgraph: StandbyProcess;
  /** Absent where it has workers: then these are what dies, and the primary sees to them. */
  readonly #gateway: StandbyProcess | undefined;

  constructor(options: StandbyPoolOptions, { gateway }: Settings, environment: Environment) {
    this.#subgraph = new StandbyProcess(options.subgraph, environment);
    if (gateway.workers === 1) this.#gateway = new StandbyProcess(options.gateway, environment);
  }

  /** The one for a process, by its name. */
  for(name: string): StandbyProcess | undefined {
    return name === "gateway" ? this.#gateway : this.#subgraph;
  }

  prepare(): void {
    this.#subgraph.prepare();
    this.#gateway?.prepare();
  }

  discard(): void {
    this.#subgraph.discard();
    this.#gateway?.discard();
  }
}
