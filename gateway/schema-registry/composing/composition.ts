import type { SchemaChange } from "../../schema-changes/schema-change";

/** A subgraph as the registry keeps it. */
export interface RegistrySchema {
  name: string;
  /** Of its /graphql, as the supergraph has it; a gateway's own variable goes before it. */
  url: string;
  /** In SDL, as `_service` gives it. */
  schema: string;
  /** Types that it is the home of. */
  entities: readonly { type: string; isShared: boolean }[];
}

/** A text of clients that is kept whole: of a manifest, or a saved query. */
export interface KeptText {
  query: string;
  operationName?: string | undefined;
  /** Values that it is asked for with. */
  variables?: Readonly<Record<string, unknown>> | undefined;
}

/** What is composed in a thread of its own. */
export type CompositionTask =
  /** Gives the subgraphs that are committed. */
  | { kind: "listed" }
  | {
      kind: "compose";
      subgraphs: readonly RegistrySchema[];
      /** Supergraph of what clients see now. */
      before: string;
      /** To be told what they use of it, and what is wrong with them afterwards. */
      texts: readonly KeptText[];
    };

/** The subgraphs fit together: what becomes of them, and what clients will see of it. */
export interface Composed {
  supergraphSdl: string;
  changes: readonly SchemaChange[];
  /** In the order of the texts: none of one that was invalid before. */
  texts: readonly TextOnSchemas[];
}

export interface TextOnSchemas {
  elements: readonly string[];
  /** What is wrong with it on the new schema alone, in a sentence. */
  problem?: string;
}

export type CompositionResult =
  | { listed: readonly RegistrySchema[] }
  | { composed: Composed }
  /** Why not, a line for each reason. */
  | { refused: string };
