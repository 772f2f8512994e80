import type { CodeList } from "../../base/text/nearest-code";

/** The codes of each kind as a subgraph last read them, by their `CodeSet`, as a service of its context. */
export type CodeCache = Map<object, CodeList>;
