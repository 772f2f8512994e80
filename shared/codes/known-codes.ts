import type { CodeList } from "./nearest-code";

/** The codes of each kind, by its CodeSet, as a subgraph last read them, as a service of its context. */
export type KnownCodes = Map<object, CodeList>;
