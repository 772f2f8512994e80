import type { GraphQLSchema } from "graphql";
import type { RequiredSelection, Rewrite } from "../planner/query-plan";
import { compileKeys } from "./entity-keys";
import { isInherited, isJsonObject, type JsonObject, ownValue, setOwn } from "./json";
import { mergeInto } from "./merge";
import { quote } from "./quote";
import { compileRewrites } from "./rewrites";
import { fitsCondition } from "./type-conditions";

/**
 * Text of an entity's representation, `{"__typename":"Unit","code":"00004"}`; undefined when something that it
 * needs is not there. The text is both what is sent and what tells equal representations.
 *
 * Without one of the subgraph's keys it is none, whatever else it has: where a field of an `@interfaceObject` requires
 * others, a plan gives them to every object at that place, and the key to those only that are asked about. A subgraph
 * that does not know one type's name gives nothing for all of them.
 */
export interface Represent {
  whole(entity: JsonObject): string | undefined;
  /**
   * The same of an entity that lacks something, without it. A plan asks for several fields at once, and for what any of
   * them requires; of a type that only some of them are selected of, it may never have fetched what the others require.
   * Undefined where all that is asked is asked of every object.
   */
  partly(entity: JsonObject): string | undefined;
}

export function compileRepresentation(
  schema: GraphQLSchema,
  subgraph: string,
  requires: readonly RequiredSelection[],
  inputRewrites: readonly Rewrite[],
): Represent {
  const rewrite = compileRewrites(schema, inputRewrites);
  const keysOf = compileKeys(schema, subgraph);
  const byType = new Map<unknown, Represent["whole"]>();
  const build = (entity: JsonObject, isPartly: boolean): string | undefined => {
    const built = select(schema, entity, requires, isPartly);
    if (!isJsonObject(built) || !built.__typename) return undefined;
    rewrite?.(built);
    const keys = keysOf(String(built.__typename));
    const hasKey = keys.some((key) => select(schema, built, key) !== undefined);
    return hasKey ? JSON.stringify(built) : undefined;
  };
  return {
    whole(entity) {
      const typeName = entity.__typename;
      let represent = byType.get(typeName);
      if (!represent) {
        const fields = rewrite ? undefined : plainFields(schema, requires, typeName);
        represent = fields
          ? (candidate) => textOf(candidate, fields)
          : (candidate) => build(candidate, false);
        // A lying subgraph may invent names without end.
        if (typeof typeName === "string" && schema.getType(typeName)) byType.set(typeName, represent);
      }
      return represent(entity);
    },
    partly: (entity) => (requires.length > 1 ? build(entity, true) : undefined),
  };
}

interface PlainField {
  /** Its name in what was fetched. */
  source: string;
  inherited: boolean;
  /** `"code":`, with the comma or brace before it. */
  lead: string;
}

/** The fields of a type's representation when they all come from one fragment and are leaves: nearly always. */
function plainFields(
  schema: GraphQLSchema,
  requires: readonly RequiredSelection[],
  typeName: unknown,
): PlainField[] | undefined {
  const fitting = requires.filter(
    (node) => node.kind === "Field" || fitsCondition(schema, typeName, node.typeCondition ?? ""),
  );
  const [only] = fitting;
  if (fitting.length !== 1 || only?.kind !== "InlineFragment") return undefined;
  const leaves = only.selections.flatMap((node) => (node.kind === "Field" && !node.selections ? [node] : []));
  const hasMore = leaves.length < only.selections.length;
  if (hasMore || !leaves.some(({ name }) => name === "__typename")) return undefined;
  return leaves.map(({ name, source = name }, index) => ({
    source,
    inherited: isInherited(source),
    lead: `${index === 0 ? "{" : ","}${JSON.stringify(name)}:`,
  }));
}

function textOf(entity: JsonObject, fields: readonly PlainField[]): string | undefined {
  let text = "";
  for (const { source, inherited, lead } of fields) {
    const value = inherited ? ownValue(entity, source) : entity[source];
    if (value === undefined) return undefined;
    text += lead + (typeof value === "string" ? quote(value) : JSON.stringify(value));
  }
  return `${text}}`;
}

/**
 * The part of a value that a selection names; undefined when a field of it is missing, however deep. Apollo's executor
 * says null for the object that lacks it, and the subgraph then makes its answer from what is not so.
 */
function select(
  schema: GraphQLSchema,
  value: unknown,
  selections: readonly RequiredSelection[],
  isPartly = false,
): unknown {
  if (Array.isArray(value)) {
    const list = value.map((element) => select(schema, element, selections));
    return list.includes(undefined) ? undefined : list;
  }
  if (!isJsonObject(value)) return null;
  const result: JsonObject = {};
  for (const node of selections) {
    if (node.kind === "Field") {
      const { name, source = name } = node;
      const found = ownValue(value, source);
      const part = node.selections && found !== undefined ? select(schema, found, node.selections) : found;
      if (part === undefined && isPartly) continue;
      if (part === undefined) return undefined;
      setOwn(result, name, part);
    } else if (node.typeCondition && fitsCondition(schema, value.__typename, node.typeCondition)) {
      const part = select(schema, value, node.selections, isPartly);
      // What only some types need may be missing: the others are asked for without it. And a copy: merging into a part
      // of the answer itself would change the answer.
      if (isJsonObject(part)) mergeInto(result, structuredClone(part));
    }
  }
  return result;
}
