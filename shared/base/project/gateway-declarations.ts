import { z } from "zod";

/** A path beside /graphql that one subgraph answers by GET, and that the gateway forwards. */
const forwardedPath = z.strictObject({
  path: z.string().regex(/^\/[\w./-]*\w$/),
  /** Name of the subgraph that answers it. */
  subgraph: z.string(),
  /** For the whole answer, in milliseconds: a file of everything takes longer than a query may. */
  timeoutMs: z.int().positive(),
  /** What a request counts in the client's rate, in the unit of a query's cost, whatever comes of it. */
  cost: z.int().nonnegative(),
});

/** A fact that one subgraph owns and another stores a copy of; declared by the one that stores it. */
const copiedFact = z.strictObject({
  /** For the log, e.g. "service connections". */
  name: z.string(),
  /** The root field that gives the rows, or the type of all root fields without arguments that give such rows. */
  from: z.union([z.strictObject({ field: z.string() }), z.strictObject({ type: z.string() })]),
  /** What is read of a row, e.g. `{ unit { code } connected }`. */
  selection: z.string(),
  /** The mutation that takes the rows, in this list of its argument `input`, and answers with `userErrors`. */
  to: z.strictObject({ mutation: z.string(), list: z.string() }),
  /**
   * The column of a row that says whose it is: it begins with the name of the subgraph that may say this, and a point. Rows
   * that another subgraph gives are not copied. Absent: of a root field that one subgraph owns.
   */
  ownedBy: z.string().optional(),
  /** Whether it is also copied after each mutation of a client, besides every FRESHNESS_INTERVAL_MS. */
  afterMutations: z.boolean(),
});

/** A type that a subgraph is the home of: it alone knows which keys exist. */
const declaredEntity = z.strictObject({
  type: z.string(),
  /** Whether other subgraphs answer for fields of it, too. */
  isShared: z.boolean(),
});

/** A subgraph that others run, as `subgraphs/list.json` has it. */
const elsewhere = z.strictObject({ name: z.string(), owner: z.string(), contact: z.string() });

/**
 * What subgraphs want of the gateway besides their schemas. A subgraph declares it in its definition, `npm run schema`
 * writes it to `gateway.json` of its folder, and `npm run compose` puts all of them into `gateway/declarations.json`,
 * which the gateway reads when it starts.
 */
export const gatewayDeclarations = z.strictObject({
  /** Says that the file is not edited by hand. */
  generated: z.string(),
  forwardedPaths: z.array(forwardedPath),
  copiedFacts: z.array(copiedFact),
  /** Subgraphs that others run, and whom to call: the gateway does not wait for them when it starts. */
  elsewhere: z.array(elsewhere).optional(),
});

/** The same of one subgraph, with what the gateway finds in the supergraph when all are composed. */
const subgraphDeclarations = gatewayDeclarations.omit({ elsewhere: true }).extend({
  entities: z.array(declaredEntity),
});

export type ForwardedPath = z.infer<typeof forwardedPath>;
export type CopiedFact = z.infer<typeof copiedFact>;
export type GatewayDeclarations = z.infer<typeof gatewayDeclarations>;
export type DeclaredEntity = z.infer<typeof declaredEntity>;
export type SubgraphDeclarations = z.infer<typeof subgraphDeclarations>;

/** As a generated file is written. */
export function printDeclarations(declarations: GatewayDeclarations | SubgraphDeclarations): string {
  return `${JSON.stringify(declarations, null, 2)}\n`;
}

/** Throws an error that says what was expected when the text is none. */
export function readDeclarations(text: string): GatewayDeclarations {
  return readAs(gatewayDeclarations, text);
}

/** The same of one subgraph's. */
export function readSubgraphDeclarations(text: string): SubgraphDeclarations {
  return readAs(subgraphDeclarations, text);
}

function readAs<Declarations>(schema: z.ZodType<Declarations>, text: string): Declarations {
  const parsed = schema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(z.prettifyError(parsed.error).replaceAll("\n", " "));
}
