import type { ExecutionResult } from "graphql";
import type { JsonObject } from "../values/json";

/** Bytes of the whole answer where nothing went wrong; else data and errors, which have still to be formatted. */
export type Answer = Buffer | ExecutionResult<JsonObject>;
