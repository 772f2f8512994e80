import type { CodeSet } from "./code-set";
import type { CodeList } from "./nearest-code";

/** The codes of each kind as a subgraph last read them, as a service of its context. */
export type KnownCodes = Map<CodeSet, CodeList>;
