import type { GraphQLSchema } from "graphql";
import type { EntityFetch, RequiredSelection } from "../planner/query-plan";
import { isInherited, isJsonObject, type JsonObject, ownValue, setOwn } from "../values/json";
import { quote } from "../values/quote";
import type { FetchFailure } from "./execution";
import { type Failures, failureOf, isFailed } from "./failures";
import { mergeInto } from "./merge";
import { compileKeys } from "./selections/entity-keys";
import { compileRewrites } from "./selections/rewrites";
import { fitsCondition } from "./selections/type-conditions";

/**
 * Representations of entities, `{"__typename":"Unit","code":"00004"}`. The text is both what is sent and what identifies equal
 * ones. A null that stands for an error is taken for missing: nobody may compute from it.
 *
 * Without one of the subgraph's keys it is none, whatever else it has: where a field of an `@interfaceObject` requires
 * others, a plan gives them to every object at that path, and the key to those only that are requested. A subgraph
 * that does not know one type's name gives nothing for all of them.
 */
export interface Represent {
  /** Undefined when something is missing, however deep. `known` is what was written for entities of the same run. */
  whole(entity: JsonObject, failures: Failures, known: KnownTexts): string | undefined;
  /**
   * Without what is missing. A plan requests several fields at once, and for what any of them requires: a fetch may have
   * failed to bring that, and of a type that only some of the fields are selected of, nobody has requested it.
   */
  partly(entity: JsonObject, failures: Failures): PartlyRepresented;
}

/**
 * Texts by the type's name and the key's value, where that is all that a representation says. Most lists name few entities
 * many times: each is written once, and looked for by a text whose hash is known.
 */
export type KnownTexts = Map<unknown, Map<string, string>>;

export interface PartlyRepresented {
  /** Undefined without a key. */
  text: string | undefined;
  /** The type's name in the subgraph. */
  typeName: string;
  lacks: readonly Lack[];
}

/** Something that a representation should have and has not. */
export interface Lack {
  /** By the subgraph's names: `size.height`. */
  path: string;
  /** The fetch that has failed to bring it, if one has. */
  failure: FetchFailure | undefined;
}

export function compileRepresentation(
  schema: GraphQLSchema,
  { subgraph, requires, inputRewrites }: Pick<EntityFetch, "subgraph" | "requires" | "inputRewrites">,
): Represent {
  const rewrite = compileRewrites(schema, inputRewrites);
  const keysOf = compileKeys(schema, subgraph);
  const byType = new Map<unknown, Represent["whole"]>();
  const partly: Represent["partly"] = (entity, failures) => {
    const lacks: Lack[] = [];
    const selected = select(schema, entity, requires, { failures, lacks }, "", undefined);
    const built = isJsonObject(selected) ? selected : {};
    rewrite?.(built);
    const typeName = String(built.__typename ?? "");
    const hasKey = keysOf(typeName).some((key) => {
      const missing: Lack[] = [];
      select(schema, built, key, { failures: none, lacks: missing }, "", undefined);
      return missing.length === 0;
    });
    return { text: hasKey ? JSON.stringify(built) : undefined, typeName, lacks };
  };
  return {
    whole(entity, failures, known) {
      const typeName = entity.__typename;
      let represent = byType.get(typeName);
      if (!represent) {
        const fields = rewrite ? undefined : plainFields(schema, requires, typeName);
        const key = fields && onlyKeyOf(fields);
        represent = (candidate, failed, texts) => {
          if (key) return knownTextOf(candidate, key, failed, texts);
          if (fields) return textOf(candidate, fields, failed);
          const { text, lacks } = partly(candidate, failed);
          return lacks.length === 0 ? text : undefined;
        };
        // A lying subgraph may invent names without end.
        if (typeof typeName === "string" && schema.getType(typeName)) byType.set(typeName, represent);
      }
      return represent(entity, failures, known);
    },
    partly,
  };
}

const none: Failures = new Map();

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

interface OnlyKey {
  key: PlainField;
  fields: readonly PlainField[];
}

/** Of a representation of a type's name and one field more. */
function onlyKeyOf(fields: readonly PlainField[]): OnlyKey | undefined {
  const [key, ...more] = fields.filter(({ source }) => source !== "__typename");
  return key && more.length === 0 && fields.length === 2 ? { key, fields } : undefined;
}

function knownTextOf(
  entity: JsonObject,
  { key, fields }: OnlyKey,
  failures: Failures,
  known: KnownTexts,
): string | undefined {
  const value = key.inherited ? ownValue(entity, key.source) : entity[key.source];
  if (typeof value !== "string") return textOf(entity, fields, failures);
  const texts = known.get(entity.__typename) ?? new Map<string, string>();
  known.set(entity.__typename, texts);
  const written = texts.get(value);
  if (written !== undefined) return written;
  const text = textOf(entity, fields, failures);
  if (text !== undefined) texts.set(value, text);
  return text;
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

interface Selecting {
  failures: Failures;
  /** What is missing is added here. */
  lacks: Lack[];
}

/**
 * The part of a value that a selection names. Apollo's executor says null for an object that lacks something, and the
 * subgraph then makes its answer from what is not so. `outer` is the fetch that failed to bring something of the object
 * around it.
 */
function select(
  schema: GraphQLSchema,
  value: unknown,
  selections: readonly RequiredSelection[],
  selecting: Selecting,
  above: string,
  outer: FetchFailure | undefined,
): unknown {
  if (Array.isArray(value)) {
    return value.map((element) => select(schema, element, selections, selecting, above, outer));
  }
  if (!isJsonObject(value)) return null;
  const { failures, lacks } = selecting;
  const result: JsonObject = {};
  for (const node of selections) {
    if (node.kind === "InlineFragment") {
      if (!node.typeCondition || !fitsCondition(schema, value.__typename, node.typeCondition)) continue;
      const part = select(schema, value, node.selections, selecting, above, outer);
      // A copy: merging into a part of the answer itself would change the answer.
      if (isJsonObject(part)) mergeInto(result, structuredClone(part));
      continue;
    }
    const { name, source = name } = node;
    const failure = failures.size > 0 ? (failureOf(failures, value, source) ?? outer) : undefined;
    const found = failure && isFailed(failures, value, source) ? undefined : ownValue(value, source);
    const path = `${above}${name}`;
    if (found === undefined) {
      lacks.push({ path, failure });
      continue;
    }
    const part = node.selections
      ? select(schema, found, node.selections, selecting, `${path}.`, failure)
      : found;
    setOwn(result, name, part);
  }
  return result;
}
