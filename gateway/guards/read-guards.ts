import {
  AuthenticatedSpecDefinition,
  baseType,
  type CoreFeature,
  type FieldDefinition,
  type InterfaceType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type NamedType,
  type ObjectType,
  RequiresScopesSpecDefinition,
  type Supergraph,
} from "@apollo/federation-internals";
import type { Guard, GuardTable } from "./guard";

type Element = NamedType | FieldDefinition<ObjectType | InterfaceType>;

/**
 * Reads them; undefined where nothing is guarded. Composition writes on an interface what is required of the types that
 * implement it. That is left out here: of each object its own type says what is required.
 *
 * Throws where an interface requires what none of its types does: then somebody else has composed, by other rules.
 */
export function readGuards(supergraph: Supergraph): GuardTable | undefined {
  const read = guardReader(supergraph);
  if (!read) return undefined;
  const guards = new Map<string, readonly Guard[]>();
  for (const type of supergraph.schema.types()) {
    if (isInterfaceType(type)) refuseOwnGuards(type, read);
    if (isUnionType(type) && read(type)) throw unexpected(type.name);
    if (!isObjectType(type)) continue;
    for (const field of type.fields()) {
      const given = field.type && baseType(field.type);
      const own = [read(type), read(field), given && !isInterfaceType(given) ? read(given) : undefined];
      const found = own.filter((guard) => guard !== undefined);
      if (found.length > 0) guards.set(field.coordinate, found);
    }
  }
  return guards.size > 0 ? guards : undefined;
}

/** Reads the guard of an element, each once; undefined where the supergraph has no directive for that. */
function guardReader({ schema }: Supergraph): ((element: Element) => Guard | undefined) | undefined {
  const authenticated = nameOf(schema.coreFeatures?.getByIdentity(AuthenticatedSpecDefinition.identity));
  const requiresScopes = nameOf(schema.coreFeatures?.getByIdentity(RequiresScopesSpecDefinition.identity));
  if (authenticated === undefined && requiresScopes === undefined) return undefined;
  const known = new Map<string, Guard | undefined>();
  const read = (element: Element): Guard | undefined => {
    const isAuthenticated =
      authenticated !== undefined && element.appliedDirectivesOf(authenticated).length > 0;
    const [scoped] = requiresScopes === undefined ? [] : element.appliedDirectivesOf(requiresScopes);
    if (!isAuthenticated && !scoped) return undefined;
    return {
      element: element.coordinate,
      isAuthenticated,
      scopes: scoped && scopesOf(element, scoped.arguments()),
    };
  };
  return (element) => {
    const { coordinate } = element;
    if (!known.has(coordinate)) known.set(coordinate, read(element));
    return known.get(coordinate);
  };
}

/** What the supergraph calls the directive: a subgraph may import it under another name. */
function nameOf(feature: CoreFeature | undefined): string | undefined {
  return feature?.directiveNameInSchema(feature.url.name);
}

function scopesOf({ coordinate }: Element, { scopes }: Record<string, unknown>): string[][] {
  const sets: unknown[] = Array.isArray(scopes) ? scopes : [];
  const isSet = (set: unknown): set is string[] =>
    Array.isArray(set) && set.every((scope) => typeof scope === "string");
  if (!sets.every(isSet)) throw new Error(`Expected lists of lists of scopes at ${coordinate}.`);
  return sets;
}

function refuseOwnGuards(type: InterfaceType, read: (element: Element) => Guard | undefined): void {
  const types = type.possibleRuntimeTypes();
  if (read(type) && !types.some(read)) throw unexpected(type.coordinate);
  for (const field of type.fields()) {
    if (read(field) && !types.some((each) => isGuarded(each.field(field.name)))) {
      throw unexpected(field.coordinate);
    }
  }
  function isGuarded(field: FieldDefinition<ObjectType> | undefined): boolean {
    return field !== undefined && read(field) !== undefined;
  }
}

function unexpected(element: string): Error {
  return new Error(
    `Expected what ${element} requires to be required of the types behind it: their guards are enforced.`,
  );
}
