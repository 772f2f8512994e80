import type { Database } from "../../database/database";
import type { KeptRows } from "./kept-rows";

/** What a request is given where rows are kept: its context. */
export interface KeepsRows {
  readonly database: Database;
  /** As of a moment after the request came; undefined where nothing is kept, or its log cannot be read. */
  keptRows(): Promise<KeptRows | undefined>;
}
