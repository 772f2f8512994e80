import type { GraphQLSchema } from "graphql";
import type { RequiredSelection, Rewrite } from "../planner/query-plan";
import { compileKeys } from "./entity-keys";
import type { Execution } from "./execution";
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
  /** A null that stands for an error is taken for missing: nobody may compute from it. */
  whole(entity: JsonObject, failures: Failures): string | undefined;
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
  const build = (entity: JsonObject, failures?: Failures): string | undefined => {
    const built = select(schema, entity, requires, failures);
    if (!isJsonObject(built) || !built.__typename) return undefined;
    rewrite?.(built);
    const keys = keysOf(String(built.__typename));
    const hasKey = keys.some((key) => select(schema, built, key, none) !== undefined);
    return hasKey ? JSON.stringify(built) : undefined;
  };
  return {
    whole(entity, failures) {
      const typeName = entity.__typename;
      let represent = byType.get(typeName);
      if (!represent) {
        const fields = rewrite ? undefined : plainFields(schema, requires, typeName);
        represent = fields ? (candidate, failed) => textOf(candidate, fields, failed) : build;
        // A lying subgraph may invent names without end.
        if (typeof typeName === "string" && schema.getType(typeName)) byType.set(typeName, represent);
      }
      return represent(entity, failures);
    },
    partly: (entity) => (requires.length > 1 ? build(entity) : undefined),
  };
}

/** Failures of fetches by the object that something is missing from. */
type Failures = Execution["failures"];

const none: Failures = new Map();

function isFailed(failures: Failures | undefined, object: JsonObject, field: string): boolean {
  const failed = failures?.size ? failures.get(object) : undefined;
  return (
    failed?.some(
      ({ fields, error, isWithin }) => error && fields.has(field) && (isWithin || object[field] === null),
    ) ?? false
  );
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

function textOf(entity: JsonObject, fields: readonly PlainField[], failures: Failures): string | undefined {
  let text = "";
  for (const { source, inherited, lead } of fields) {
    const value = inherited ? ownValue(entity, source) : entity[source];
    if (value === undefined || (value === null && isFailed(failures, entity, source))) return undefined;
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
  failures?: Failures,
): unknown {
  if (Array.isArray(value)) {
    const list = value.map((element) => select(schema, element, selections, failures));
    return list.includes(undefined) ? undefined : list;
  }
  if (!isJsonObject(value)) return null;
  const result: JsonObject = {};
  for (const node of selections) {
    if (node.kind === "Field") {
      const { name, source = name } = node;
      const found = isFailed(failures, value, source) ? undefined : ownValue(value, source);
      const part =
        node.selections && found !== undefined ? select(schema, found, node.selections, failures) : found;
      if (part === undefined && !failures) continue;
      if (part === undefined) return undefined;
      setOwn(result, name, part);
    } else if (node.typeCondition && fitsCondition(schema, value.__typename, node.typeCondition)) {
      const part = select(schema, value, node.selections, failures);
      // What only some types need may be missing: the others are asked for without it. And a copy: merging into a part
      // of the answer itself would change the answer.
      if (isJsonObject(part)) mergeInto(result, structuredClone(part));
    }
  }
  return result;
}
