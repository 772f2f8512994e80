import type { GraphQLSchema } from "graphql";
import type { EntityFetch, RootFetch } from "../planner/query-plan";
import { askedFields } from "./asked-fields";
import type { Execution, FetchFailure, FoundEntities } from "./execution";
import { causeOf, compileEntities } from "./find-entities";
import type { JsonObject, ResponsePath } from "./json";
import { objectsAt, type PlacesOf, placesOf } from "./places";
import { compileRewrites, type Rewrite, renamer } from "./rewrites";

/** What a fetch asks for: the fields of its root, or a list of entities. */
export interface FetchPart {
  isOfEntities: boolean;
  find(execution: Execution): FoundEntities;
  /** What came for each of so many targets; undefined when that is not what came. */
  read(data: JsonObject, targets: number): readonly unknown[] | undefined;
  /** Of an error's path in the subgraph's answer: which target it is of, and the rest under the plan's names. */
  locate(path: ResponsePath): { target: number; rest: ResponsePath } | undefined;
  /** Where its targets stand in the data. */
  places: PlacesOf;
  /** Names of the fields that it brings. */
  fields(): ReadonlySet<string>;
  rewrite: Rewrite | undefined;
  /** Why an entity cannot be asked for: the error of a fetch that failed to bring what it needs. */
  causeOf(entity: JsonObject, failures: Execution["failures"]): FetchFailure["error"];
}

export function compileRootPart(
  { path, operation, outputRewrites }: RootFetch,
  supergraph: GraphQLSchema,
): FetchPart {
  const rename = renamer(outputRewrites);
  return {
    isOfEntities: false,
    find({ data }) {
      const parents = path.length === 0 ? [data] : objectsAt(data, path);
      return { targets: parents.length === 0 ? [] : [parents], text: "", incomplete: [] };
    },
    read: (data) => [data],
    locate: (answered) =>
      answered.length === 0 ? undefined : { target: 0, rest: renamed(answered, rename) },
    places: placesOf([path]),
    fields: lazily(() => new Set(askedFields(operation).root.map(rename))),
    rewrite: compileRewrites(supergraph, outputRewrites),
    causeOf: () => undefined,
  };
}

export function compileEntityPart(fetch: EntityFetch, supergraph: GraphQLSchema): FetchPart {
  const { operation, paths, requires, outputRewrites } = fetch;
  const rename = renamer(outputRewrites);
  return {
    isOfEntities: true,
    find: compileEntities(fetch, supergraph),
    read({ _entities: list }, targets) {
      return Array.isArray(list) && list.length === targets ? list : undefined;
    },
    locate([root, target, ...rest]) {
      return root === "_entities" && typeof target === "number"
        ? { target, rest: renamed(rest, rename) }
        : undefined;
    },
    places: placesOf(paths),
    fields: lazily(() => new Set(askedFields(operation).entities.map(rename))),
    rewrite: compileRewrites(supergraph, outputRewrites),
    causeOf: (entity, failures) => causeOf(entity, requires, failures),
  };
}

function renamed(path: ResponsePath, rename: (name: string) => string): ResponsePath {
  return path.map((step) => (typeof step === "string" ? rename(step) : step));
}

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
