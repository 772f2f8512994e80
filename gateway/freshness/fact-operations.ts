import type { GraphQLSchema } from "graphql";
import type { CopiedFact } from "../../shared/base/project/gateway-declarations";

/** The root fields that give a fact's rows; none where the graph has no subgraph that offers them. */
export function sourceFields(schema: GraphQLSchema, { from }: Pick<CopiedFact, "from">): string[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const isSource = ({ name, type, args }: (typeof fields)[number]) =>
    "field" in from
      ? name === from.field
      : args.length === 0 && [`[${from.type}!]`, `[${from.type}!]!`].includes(String(type));
  return fields.filter(isSource).map(({ name }) => name);
}

/** The query for the rows of one of these fields. */
export function readOperation(field: string, { selection }: Pick<CopiedFact, "selection">): string {
  return `query FreshnessReads { ${field} ${selection} }`;
}

/** The mutation with the variable `input` that stores rows; undefined where the graph has none that could. */
export function writeOperation(schema: GraphQLSchema, { to }: Pick<CopiedFact, "to">): string | undefined {
  const mutation = schema.getMutationType()?.getFields()[to.mutation];
  const input = mutation?.args.find(({ name }) => name === "input");
  if (!input) return undefined;
  return `mutation FreshnessRecords($input: ${input.type}) { ${to.mutation}(input: $input) { userErrors { message } } }`;
}
