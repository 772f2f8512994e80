import { type GraphQLSchema, isObjectType } from "graphql";
import { type Failures, failureOf } from "../executor/failures";
import { fitsCondition } from "../executor/selections/type-conditions";
import {
  type EntityFetch,
  everyElement,
  type PlanPath,
  type RequiredSelection,
  type RootFetch,
} from "../planner/query-plan";
import { isJsonObject, type JsonObject, ownValue } from "../values/json";

/** Whether all has come, or has failed to, that a fetch is made from: then it need not wait for what stands before it in the plan. */
export type HasInputs = (data: JsonObject, failures: Failures) => boolean;

/**
 * Of a fetch of fields of the root, always; of entities, when every path leads to its end and every object there has what its
 * representation is made of. Objects without a type of their own may still be told one, and with it belong to the fetch or
 * not. Where it cannot be said, never: the fetch then has its turn in the plan's order.
 */
export function compileHasInputs(supergraph: GraphQLSchema, fetch: RootFetch | EntityFetch): HasInputs {
  if (fetch.kind === "RootFetch") {
    const isOfRoot = fetch.path.length === 0 && !fetch.isMutation;
    return () => isOfRoot;
  }
  const { paths, requires, inputRewrites } = fetch;
  // Of an `@interfaceObject` some objects never have a key.
  if (inputRewrites.length > 0) return () => false;
  return (data, failures) => {
    const look = new Look(supergraph, failures);
    return paths.every((path) => look.leadsTo(data, path, 0, requires));
  };
}

class Look {
  constructor(
    private readonly supergraph: GraphQLSchema,
    private readonly failures: Failures,
  ) {}

  leadsTo(value: unknown, path: PlanPath, depth: number, requires: readonly RequiredSelection[]): boolean {
    const step = path[depth];
    if (Array.isArray(value)) {
      const next = step === everyElement ? depth + 1 : depth;
      return value.every((element) => this.leadsTo(element, path, next, requires));
    }
    if (!isJsonObject(value)) return true;
    if (step === undefined) return this.#has(value, requires);
    if (typeof step !== "string") {
      const type = this.#typeOf(value);
      if (type === undefined) return false;
      return !step.types.includes(type) || this.leadsTo(value, path, depth + 1, requires);
    }
    if (step === everyElement) return true;
    const inner = ownValue(value, step);
    return inner === undefined
      ? failureOf(this.failures, value, step) !== undefined
      : this.leadsTo(inner, path, depth + 1, requires);
  }

  #has(object: JsonObject, requires: readonly RequiredSelection[]): boolean {
    return requires.every((node) => {
      if (node.kind === "InlineFragment") {
        const { typeCondition } = node;
        const type = this.#typeOf(object);
        if (typeCondition === undefined || type === undefined) return false;
        return !fitsCondition(this.supergraph, type, typeCondition) || this.#has(object, node.selections);
      }
      const { name, source = name, selections } = node;
      const value = ownValue(object, source);
      if (value === undefined) return failureOf(this.failures, object, source) !== undefined;
      return !selections || this.#hasWithin(value, selections);
    });
  }

  #hasWithin(value: unknown, selections: readonly RequiredSelection[]): boolean {
    if (Array.isArray(value)) return value.every((element) => this.#hasWithin(element, selections));
    return !isJsonObject(value) || this.#has(value, selections);
  }

  /** Undefined where it is not known, or no more than an interface. */
  #typeOf({ __typename: name }: JsonObject): string | undefined {
    return typeof name === "string" && isObjectType(this.supergraph.getType(name)) ? name : undefined;
  }
}
