import type { GuardTable } from "../guards/guard";

/** What a supergraph says of the schema that clients see. */
export interface ClientApi {
  /** With `@defer`, without what the gateway adds of its own. */
  sdl: string;
  /** Inputs that take exactly one field: federation's library does not know them, and leaves the mark out of the text. */
  oneOfInputs: readonly string[];
}

/** What serving a supergraph takes of it besides its text, as plain data: so another thread can have read it. */
export interface SupergraphReading {
  api: ClientApi;
  /** Absent where nothing is guarded. */
  guards: GuardTable | undefined;
}
