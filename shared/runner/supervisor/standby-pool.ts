import type { Environment } from "../../base/config/read-config";
import type { Settings } from "./settings";
import { Spare, type SpareOptions } from "./standby-process";

/** One for any of the subgraphs, whose processes load the same, and one for the gateway. */
export interface SparesOptions {
  subgraph: SpareOptions;
  gateway: SpareOptions;
}

/** The processes that wait to take others' places. */
export class Spares {
  readonly #subgraph: Spare;
  /** Absent where it has workers: then these are what dies, and the primary sees to them. */
  readonly #gateway: Spare | undefined;

  constructor(options: SparesOptions, { gateway }: Settings, environment: Environment) {
    this.#subgraph = new Spare(options.subgraph, environment);
    if (gateway.workers === 1) this.#gateway = new Spare(options.gateway, environment);
  }

  /** The one for a process, by its name. */
  for(name: string): Spare | undefined {
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
