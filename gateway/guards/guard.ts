import type { Viewer } from "../../shared/http/identity/viewer";

/** What a type or a field requires of whoever reads it, by `@authenticated` and `@requiresScopes`. */
export interface Guard {
  /** `Person`, or `Person.income`. */
  element: string;
  /** Whether a token is required, whatever it says. */
  isAuthenticated: boolean;
  /** One of these sets is required, all of its scopes; undefined: none is. */
  scopes: readonly (readonly string[])[] | undefined;
}

/** The guards of a graph. */
export interface Guards {
  /** Those of a field of an object type, which all have to be met. Empty for a field that everybody may read. */
  of(type: string, field: string): readonly Guard[];
}

const none: readonly Guard[] = [];

/** The guards of a graph's fields by coordinate: of the type, of the field, and of what it gives. */
export type GuardTable = ReadonlyMap<string, readonly Guard[]>;

export function createGuards(byCoordinate: GuardTable): Guards {
  return { of: (type, field) => byCoordinate.get(`${type}.${field}`) ?? none };
}

/*
 * Scopes that a viewer has by what he is. No token can claim them in `scope`: whoever may give out the scopes of one
 * application is not to make admins by it.
 */
const rolePrefix = "role:";
const organizationPrefix = "organization:";

/** Whether a viewer meets a guard. */
export function isMet({ isAuthenticated, scopes }: Guard, viewer: Viewer): boolean {
  if (isAuthenticated && viewer.subject === null) return false;
  return scopes === undefined || scopes.some((set) => set.every((scope) => hasScope(viewer, scope)));
}

/** Of the claim `scope` of his token, of his role and of his organization. */
function hasScope({ role, organization, scopes = [] }: Viewer, scope: string): boolean {
  if (scope.startsWith(rolePrefix)) return scope === `${rolePrefix}${role}`;
  if (scope.startsWith(organizationPrefix)) {
    return organization !== null && scope === `${organizationPrefix}${organization}`;
  }
  return scopes.includes(scope);
}

/** What a client reads at a field whose guards its viewer does not meet. */
export function describeGuards(element: string, guards: readonly Guard[]): string {
  const needed = guards.flatMap(({ isAuthenticated, scopes }) => [
    ...(isAuthenticated ? ["a token"] : []),
    ...(scopes ? [describeScopes(scopes)] : []),
  ]);
  const text = [...new Set(needed)].join(", and ");
  return `Expected ${text}${text.includes(",") ? "," : ""} for ${element}; the viewer does not have that.`;
}

function describeScopes(sets: readonly (readonly string[])[]): string {
  const texts = sets.map((set) => set.join(" and "));
  const isOne = sets.length === 1 && sets[0]?.length === 1;
  return `the ${isOne ? "scope" : "scopes"} ${texts.join(", or ")}`;
}
