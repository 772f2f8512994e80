import { GraphQLError, Source } from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { ErrorCode } from "../../shared/base/errors/registry";
import { PlanRefused } from "../planner/query-planner";

/** An error on its way from one thread to another, which would make a plain Error of it. */
export type SerializedError =
  | { kind: "graph"; code: ErrorCode; message: string; positions: readonly number[]; argument?: string[] }
  | { kind: "graphql"; message: string }
  | { kind: "plan refused" | "too deep" | "fault"; message: string };

export function serializeError(error: unknown): SerializedError {
  if (error instanceof GraphError) {
    const { code, message, positions = [], extensions } = error;
    const { argument } = extensions;
    return { kind: "graph", code, message, positions, ...(isTexts(argument) && { argument }) };
  }
  if (error instanceof GraphQLError) return { kind: "graphql", message: error.message };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (error instanceof PlanRefused) return { kind: "plan refused", message };
  return { kind: error instanceof RangeError ? "too deep" : "fault", message };
}

/** The error again, at its locations in the text that it is about. */
export function errorOf(serialized: SerializedError, text: string): Error {
  switch (serialized.kind) {
    case "graph": {
      const { code, message, positions, argument } = serialized;
      const at =
        positions.length > 0 ? new GraphQLError(message, { source: new Source(text), positions }) : undefined;
      return new GraphError(code, message, { ...(at && { at }), ...(argument && { argument }) });
    }
    case "graphql":
      return new GraphQLError(serialized.message);
    case "plan refused":
      return new PlanRefused(serialized.message);
    case "too deep":
      return new RangeError(serialized.message);
    case "fault":
      return new Error(serialized.message);
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
