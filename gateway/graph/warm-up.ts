import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import type { Role } from "../../shared/http/identity/viewer";
import type { Pipeline } from "../pipeline/pipeline";

interface Sample {
  query: string;
  role: Role;
}

let isWarm = false;

/**
 * Has this process answer large texts before anybody waits for it: one that is refused, one at the limit, one of many
 * lists. The first of a kind takes the event loop five times as long as those after it, whose code is compiled. Each on a
 * pipeline of its own, which nothing is cached of.
 */
export async function warmUp(schema: GraphQLSchema, open: () => Pipeline): Promise<void> {
  if (isWarm) return;
  isWarm = true;
  for (const { query, role } of samplesOf(schema)) {
    const viewer = { subject: null, role, organization: null };
    const context = { viewer, requestId: "warm-up", begunAt: new Date(0).toISOString() };
    await open().answer({ query, variables: {}, mayChange: false }, context);
  }
}

/** Large texts that fit any schema: refused for what they cost, for a field that there is not, and answered. */
export function* samplesOf(schema: GraphQLSchema): Iterable<Sample> {
  yield { query: `{ ${names(3_000)} }`, role: "public" };
  yield { query: `{ ${names(1_500)} thereIsNoSuchField }`, role: "admin" };
  yield { query: `{ ${names(2_400)} }`, role: "public" };
  const lists = listsOf(schema);
  if (lists) yield { query: lists, role: "admin" };
}

const names = (count: number) => Array.from({ length: count }, (_, at) => `a${at}: __typename`).join(" ");

/** Many times a field of the root that says how long its list is to be; undefined where there is none. */
function listsOf(schema: GraphQLSchema): string | undefined {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const isOpen = field.args.some(({ name }) => name === "first") && !field.args.some(isRequiredArgument);
    const selection = isOpen ? selectionOf(field, 2) : undefined;
    if (selection)
      return `{ ${Array.from({ length: 60 }, (_, at) => `l${at}: ${field.name}(first: ${at + 1}) ${selection}`).join(" ")} }`;
  }
  return undefined;
}

/** Fields without required arguments, down to so many levels; empty for a leaf, undefined where there are none. */
function selectionOf({ type }: GraphQLField<unknown, unknown>, levels: number): string | undefined {
  const named = getNamedType(type);
  if (isLeafType(named)) return "";
  if (!isObjectType(named) || levels === 0) return undefined;
  const inner = Object.values(named.getFields())
    .filter(({ args }) => !args.some(isRequiredArgument))
    .flatMap((field) => {
      const selection = selectionOf(field, levels - 1);
      return selection === undefined ? [] : [`${field.name} ${selection}`];
    });
  return inner.length > 0 ? `{ ${inner.slice(0, 8).join(" ")} }` : undefined;
}
