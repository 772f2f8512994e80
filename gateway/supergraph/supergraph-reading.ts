import type { GuardTable } from "../guards/guard";
import type { ClientApi } from "../schema/client-schema";

/** What serving a supergraph takes of it besides its text, as plain data: so another thread can have read it. */
export interface SupergraphReading {
  api: ClientApi;
  /** Absent where nothing is guarded. */
  guards: GuardTable | undefined;
}
