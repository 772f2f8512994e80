import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLSchema,
  isInputObjectType,
  isObjectType,
} from "graphql";
import { badInput } from "../../base/errors/graph-error";
import { didYouMean, quote } from "../../base/errors/quote";
import { setTogether, togetherOf } from "../../base/graphql/answer-together";
import type { SubgraphContext } from "../context/context";
import type { CodeSet } from "./code-set";
import { type CodesOf, defineFindCodes, type FindCodes, type FoundCodes } from "./find-codes";

/** How many unknown codes a message names. */
const mostNamed = 3;

/**
 * Has the fields of a schema refuse codes that their sets do not have, each field for itself and before its resolver
 * runs: a typing error is an error, and 0 is a count. Throws when a coordinate is none of the schema's.
 */
export function checkCodes(schema: GraphQLSchema, codesOf: CodesOf): void {
  const findIn = defineFindCodes(codesOf);
  const coordinates = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInputObjectType(type)) {
      for (const name of Object.keys(type.getFields())) coordinates.add(`${type.name}.${name}`);
    }
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const slots = field.args.map((argument) => {
        return { ...argument, coordinate: `${type.name}.${field.name}(${argument.name}:)` };
      });
      for (const { coordinate } of slots) coordinates.add(coordinate);
      const find = findIn(slots);
      if (find) guard(field, find);
    }
  }
  const unknown = Object.keys(codesOf).filter((coordinate) => !coordinates.has(coordinate));
  if (unknown.length > 0) throw new Error(`Expected coordinates of the schema; got ${unknown.join(", ")}.`);
}

function guard(field: GraphQLField<unknown, SubgraphContext>, find: FindCodes): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    const found: FoundCodes[] = [];
    const seen = find(args, [], found) as typeof args;
    const doubtful = found.filter(({ set, codes }) => codes.some((code) => !set.holds(code, context)));
    if (doubtful.length === 0) return resolve(source, seen, context, info);
    return refuseUnknown(doubtful, context).then(() => resolve(source, seen, context, info));
  };
  const together = togetherOf(field);
  if (!together) return;
  // Where a code is doubtful, each object is answered, or refused, by itself.
  setTogether(field, (sources, args, context) => {
    const found: FoundCodes[] = [];
    const seen = find(args, [], found) as typeof args;
    const isDoubtful = found.some(({ set, codes }) =>
      codes.some((code) => !set.holds(code, context as SubgraphContext)),
    );
    return isDoubtful ? undefined : together(sources, seen, context);
  });
}

async function refuseUnknown(found: readonly FoundCodes[], context: SubgraphContext): Promise<void> {
  for (const { set, codes, path } of found) {
    const unknown = await set.unknownAmong(codes, context);
    if (unknown.length === 0) continue;
    throw badInput(
      `${path.join(".")}: expected ${set.expected}; got ${await named(unknown, set, context)}.`,
      path,
    );
  }
}

/** The first unknown codes, each with what was probably meant, and how many more there are. */
async function named(codes: readonly string[], set: CodeSet, context: SubgraphContext): Promise<string> {
  const first = codes
    .slice(0, mostNamed)
    .map(async (code) => quote(code) + didYouMean(await set.nearest(code, context)));
  const more = codes.length - mostNamed;
  return (await Promise.all(first)).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
