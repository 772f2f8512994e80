import type { GraphQLFormattedError } from "graphql";
import type { CheckedAnswer } from "../transport/check-answer";
import type { SubgraphRequest } from "../transport/subgraph-request";
import type { JsonObject } from "../values/json";

/** Fields of an object that a fetch should have brought, and what the client reads instead. */
export interface FetchFailure {
  /** Their names in what was fetched. */
  fields: ReadonlySet<string>;
  /** Absent when there is nothing to report, for an error says why already, and where the subgraph does not know the entity. */
  error?: Pick<GraphQLFormattedError, "message" | "extensions">;
  /** The subgraph does not know the entity: what a client reads instead of a value that would have to be there. */
  unknown?: () => NonNullable<FetchFailure["error"]>;
  /** The fields are lists of which the error has taken an element. */
  isWithin?: boolean;
}

export interface FetchedError extends GraphQLFormattedError {
  /** It is of a field that may have been fetched along with others, and is reported only where the client selects it. */
  isBeside?: boolean;
  /** It has taken all that a fetch was to bring of an object: how many steps of the path lead there. */
  taken?: number;
}

/** What the fetches of an operation have brought, under the names of its normalised form. */
export interface Fetched {
  /** Everything that came, more than the client selected. */
  readonly data: JsonObject;
  /** What subgraphs said went wrong, at its path in `data`. */
  readonly errors: FetchedError[];
  /** By the object that the fields are missing from. */
  readonly failures: Map<JsonObject, FetchFailure[]>;
}

/** Objects of the answer that one representation stands for, or that a root fetch is merged into. */
export type Targets = readonly (readonly JsonObject[])[];

/** The entities of a fetch, those with equal representations together. */
export interface FoundRepresentations {
  /** A group for each representation. */
  targets: Targets;
  /** The representations in the same order, as a JSON list. */
  text: string;
  /** Those that lack what a representation needs. */
  incomplete: readonly JsonObject[];
  /** Response names of fields that they lack something for, and that are left out of the request. */
  unasked?: readonly string[];
  /** By the number of a target: names, in what is fetched, of fields that are not taken from what comes. */
  untaken?: ReadonlyMap<number, ReadonlySet<string>>;
}

/** Sends the request of one fetch of a plan, by the number that the fetch has in it, and gives what FetchSubgraph gives. */
export type Ask = (fetch: number, request: SubgraphRequest) => Promise<CheckedAnswer>;

/** What decides which steps of a plan are gone, and in which order. */
export interface PlanRun {
  /** Values of the variables that `@skip` and `@include` go by. */
  readonly conditions: ReadonlyMap<string, boolean>;
  /** What fetches that begin in this very turn have found, before any answer changes the data. */
  beginning?: Map<string, FoundRepresentations> | undefined;
}

/** One run of an operation: what the steps of its plan read and write. */
export interface Execution extends PlanRun, Fetched {
  readonly ask: Ask;
  /** As the client sent them; each subgraph's operation has the defaults. */
  readonly variables: JsonObject;
  /** Bytes of all answers that have come. */
  received: number;
}

/** A part of a plan, made once for an operation and run for each request. */
export type Step<Run extends PlanRun = Execution> = (run: Run) => Promise<void>;
