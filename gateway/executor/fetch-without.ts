import type { JsonObject } from "../values/json";
import type { Execution, FetchFailure, FoundRepresentations } from "./execution";
import { type Failures, noteFailure } from "./failures";
import type { Lack, Represent } from "./representations";
import { isAffected, type RequiringField } from "./selections/required-paths";
import type { Unselected } from "./selections/unselected-fields";

export interface FetchWithoutOptions {
  represent: Represent;
  /** What is requested of entities of a type. */
  requiringOf: (typeName: string) => readonly RequiringField[];
  /** The name, in what is fetched, that a response name stands for. */
  rename: (responseName: string) => string;
  /** Names, in what is fetched, of all fields that the fetch brings. */
  fields: () => ReadonlySet<string>;
  /** What nobody needs of an entity, and may take it along. */
  unselected: Unselected | undefined;
}

/** Entities of one request. */
interface Asked {
  /** Response names of fields that are left out of it. */
  unasked: readonly string[];
  /** By the representation. */
  groups: Map<string, { entities: JsonObject[]; untaken: ReadonlySet<string> }>;
}

/**
 * Asks for entities that lack something without it: fields that do not require it stand. One that does carries the error
 * of what it requires, and what comes for it is not taken, for it was computed from too little. Where it may not be null,
 * its own error would take the entity along: it is then left out, in a request apart.
 *
 * An entity without a key, or of which nothing could be taken, is not requested.
 */
export function compileFetchWithout({
  represent,
  requiringOf,
  rename,
  fields,
  unselected,
}: FetchWithoutOptions): (complete: FoundRepresentations, execution: Execution) => FoundRepresentations[] {
  return (complete, { failures, conditions }) => {
    const requests = new Map<string, Asked>([["", { unasked: [], groups: new Map() }]]);
    for (const entity of complete.incomplete) {
      const { text, typeName, lacks } = represent.partly(entity, failures);
      // By its own type: what is requested of an interface may stand in fragments of the types behind it.
      const asked = requiringOf(String(entity.__typename ?? typeName));
      const isUnselected = ({ name }: RequiringField) =>
        unselected?.(entity, conditions).has(rename(name)) ?? false;
      const spoiled = asked.filter(
        (field) => isUnselected(field) || lacks.some(({ path }) => isAffected(field, path)),
      );
      for (const field of spoiled) {
        const failure = failureOf(lacks.filter(({ path }) => isAffected(field, path)));
        if (failure) note(failures, entity, [rename(field.name)], failure);
      }
      const failure = failureOf(lacks);
      if (text === undefined && failure) note(failures, entity, fields(), failure);
      if (text === undefined || spoiled.length === asked.length) continue;

      const names = [...new Set(spoiled.map(({ name }) => name))].sort();
      const isApart = spoiled.some(({ isNonNull }) => isNonNull);
      const key = isApart ? [typeName, ...names].join(" ") : "";
      const request = requests.get(key) ?? { unasked: names, groups: new Map() };
      requests.set(key, request);
      const group = request.groups.get(text) ?? { entities: [], untaken: new Set(names.map(rename)) };
      request.groups.set(text, group);
      group.entities.push(entity);
    }
    return [...requests].map(([key, asked]) => foundOf(asked, key === "" ? complete : nothing));
  };
}

const nothing: FoundRepresentations = { targets: [], text: "[]", incomplete: [] };

/** What one request is for, after what was found complete. */
function foundOf({ unasked, groups }: Asked, { targets, text }: FoundRepresentations): FoundRepresentations {
  const texts = targets.length === 0 ? [...groups.keys()] : [text.slice(1, -1), ...groups.keys()];
  const added = [...groups.values()];
  return {
    targets: [...targets, ...added.map(({ entities }) => entities)],
    text: `[${texts.join(",")}]`,
    incomplete: [],
    unasked,
    untaken: new Map(added.map((group, index) => [targets.length + index, group.untaken])),
  };
}

/** The failure to put it down to that something is lacking: one that the client may see, if there is one. */
function failureOf(lacks: readonly Lack[]): FetchFailure | undefined {
  const failures = lacks.flatMap(({ failure }) => failure ?? []);
  return failures.find(({ error }) => error) ?? failures[0];
}

function note(
  failures: Failures,
  entity: JsonObject,
  fields: Iterable<string>,
  { error, unknown }: FetchFailure,
): void {
  noteFailure(failures, entity, {
    fields: new Set(fields),
    ...(error && { error }),
    ...(unknown && { unknown }),
  });
}
