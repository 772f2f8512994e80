import type { GraphQLSchema } from "graphql";
import { lazily } from "../../shared/base/function/lazily";
import type { Conditions } from "../normalise/conditions";
import type { EntityFetch, RootFetch } from "../planner/query-plan";
import { isJsonObject, type JsonObject, type ResponsePath } from "../values/json";
import type { Execution, FetchFailure, FoundRepresentations } from "./execution";
import { fetchFailed } from "./fetch-failed";
import { compileFetchWithout } from "./fetch-without";
import { compileEntities } from "./find-entities";
import { compileRepresentation } from "./representations";
import { compileKeys } from "./selections/entity-keys";
import { applied, graphNamed } from "./selections/join-directives";
import { requestedFields, requestedOfEntities } from "./selections/requested-fields";
import { compileRequiring } from "./selections/required-paths";
import { objectsAt, type ResponsePathsOf, responsePathsOf } from "./selections/response-paths";
import { compileRewrites, type Rewrite, renamer } from "./selections/rewrites";
import type { Unselected, UnselectedFields } from "./selections/unselected-fields";
import { unknownEntity } from "./unknown-entity";

/** What a fetch requests: the fields of its root, or a list of entities. */
export interface FetchPart {
  isOfEntities: boolean;
  find(execution: Execution): FoundRepresentations;
  /** The same with those that are incomplete, as far as they can be requested: a request each. */
  askWithout(found: FoundRepresentations, execution: Execution): readonly FoundRepresentations[];
  /** What came for each of so many targets; undefined when that is not what came. */
  read(data: JsonObject | null, targets: number): readonly unknown[] | undefined;
  /** Of an error's path in the subgraph's answer: which target it is of, and the rest under the plan's names. */
  locate(path: ResponsePath): { target: number; rest: ResponsePath } | undefined;
  /** Where its targets stand in the data. */
  responsePaths: ResponsePathsOf;
  /** Names of the fields that it brings. */
  fields(): ReadonlySet<string>;
  /** What a client reads of an entity that the subgraph does not know, by its representation. */
  unknown(representation: unknown): NonNullable<FetchFailure["error"]>;
  rewrite: Rewrite | undefined;
}

export function compileRootPart(
  { subgraph, path, operation, outputRewrites, isMutation }: RootFetch,
  supergraph: GraphQLSchema,
): FetchPart {
  const rename = renamer(outputRewrites);
  return {
    isOfEntities: false,
    find({ data }) {
      const parents = path.length === 0 ? [data] : objectsAt(data, path);
      return { targets: parents.length === 0 ? [] : [parents], text: "", incomplete: [] };
    },
    askWithout: (found) => [found],
    read: (data) => [data],
    locate: (answered) =>
      answered.length === 0 ? undefined : { target: 0, rest: renamed(answered, rename) },
    responsePaths: responsePathsOf([path]),
    fields: lazily(() => new Set(requestedFields(operation).root.map(rename))),
    unknown: () => fetchFailed(subgraph, undefined, isMutation),
    rewrite: compileRewrites(supergraph, outputRewrites),
  };
}

export function compileEntityPart(
  fetch: EntityFetch,
  supergraph: GraphQLSchema,
  unselectedFields: () => UnselectedFields,
): FetchPart {
  const { subgraph, operation, paths, outputRewrites } = fetch;
  const rename = renamer(outputRewrites);
  const represent = compileRepresentation(supergraph, fetch);
  const requiringOf = lazily(() => compileRequiring(supergraph, subgraph, requestedOfEntities(operation)));
  const fields = lazily(() => new Set(requestedFields(operation).entities.map(rename)));
  const keysOf = lazily(() => compileKeys(supergraph, subgraph));
  const unselected = isOfInterfaceObject(supergraph, fetch)
    ? byTypeName((typeName, conditions) => {
        const nonNull = requiringOf()(typeName).filter(({ isNonNull }) => isNonNull);
        return unselectedFields()(
          fetch,
          nonNull.map(({ name }) => rename(name)),
          typeName,
          conditions,
        );
      })
    : undefined;
  const askWithout = lazily(() =>
    compileFetchWithout({ represent, requiringOf: requiringOf(), rename, fields, unselected }),
  );
  return {
    isOfEntities: true,
    find: compileEntities(fetch, represent, unselected),
    askWithout: (found, execution) => askWithout()(found, execution),
    read(data, targets) {
      const list = data?._entities;
      return Array.isArray(list) && list.length === targets ? list : undefined;
    },
    locate([root, target, ...rest]) {
      return root === "_entities" && typeof target === "number"
        ? { target, rest: renamed(rest, rename) }
        : undefined;
    },
    responsePaths: responsePathsOf(paths),
    fields,
    unknown(representation) {
      const known = isJsonObject(representation) ? representation : {};
      return unknownEntity(subgraph, known, keysOf()(String(known.__typename)));
    },
    rewrite: compileRewrites(supergraph, outputRewrites),
  };
}

/** Whether the subgraph calls everything by the name of an interface, and knows nothing of the types behind it. */
function isOfInterfaceObject(
  supergraph: GraphQLSchema,
  { subgraph, inputRewrites }: Pick<EntityFetch, "subgraph" | "inputRewrites">,
): boolean {
  const graph = graphNamed(supergraph, subgraph);
  return inputRewrites.some((rewrite) => {
    if (!("setValueTo" in rewrite) || rewrite.path.at(-1) !== "__typename") return false;
    const type = supergraph.getType(String(rewrite.setValueTo));
    const declared = applied(type?.astNode?.directives, "join__type");
    return declared.some((each) => each.graph === graph && each.isInterfaceObject === true);
  });
}

function byTypeName(find: (typeName: string, conditions: Conditions) => ReadonlySet<string>): Unselected {
  const known = new Map<string, ReadonlySet<string>>();
  return ({ __typename: typeName }, conditions) => {
    const key = [String(typeName), ...conditions.values()].join(" ");
    const found = known.get(key) ?? find(String(typeName), conditions);
    // Types that there are, in some of the ways to set the switches: no request can make it grow without end.
    if (found.size > 0 && known.size < maxKnown) known.set(key, found);
    return found;
  };
}

const maxKnown = 256;

function renamed(path: ResponsePath, rename: (name: string) => string): ResponsePath {
  return path.map((step) => (typeof step === "string" ? rename(step) : step));
}
