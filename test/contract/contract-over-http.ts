import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { buildSubgraphSchema } from "@apollo/subgraph";
import {
  type DocumentNode,
  type GraphQLSchema,
  graphqlSync,
  isObjectType,
  parse,
  print,
  visit,
} from "graphql";
import { type JWTPayload, SignJWT } from "jose";
import { internalTokenHeader } from "../../shared/http/identity/internal-token";
import { internalTokenJwk } from "../../shared/http/identity/key-ids";
import { everyDescription, failingWithOthers, type IntrospectedSchema, undescribed } from "./schema-problems";

/** A subgraph that can only be asked. */
export interface AskedSubgraph {
  name: string;
  /** Of its /graphql. */
  url: string;
  /** Where it says whether it is ready; null: nowhere. */
  health: string | null;
  /** Text of its schema as it is composed. */
  schema: string;
  /** Types that it alone knows the keys of. */
  owned: readonly string[];
  /** The gateway's, for internal tokens. */
  privateKey: KeyObject;
}

/**
 * What a subgraph does not keep to of what the gateway and clients rely on, as far as it can be asked over HTTP: a sentence for
 * each problem, none where it keeps to all. Of one whose code is here, contract.test.ts reads that and its database besides.
 */
export async function problemsOverHttp(subgraph: AskedSubgraph): Promise<string[]> {
  const asked = createAsking(subgraph);
  const schema = buildSubgraphSchema([{ typeDefs: withoutFederation(parse(subgraph.schema)) }]);
  const found = await Promise.all([
    healthProblems(subgraph),
    tokenProblems(subgraph, asked),
    schemaProblems(subgraph, asked, schema),
    referenceProblems(subgraph, asked, schema),
    badRequestProblems(subgraph, asked),
  ]);
  return found.flat().map((problem) => `${subgraph.name}: ${problem}`);
}

/** Some libraries print what federation adds to every subgraph, and some do not. */
function withoutFederation(schema: DocumentNode): DocumentNode {
  return visit(schema, {
    FieldDefinition: ({ name }) => (/^_(entities|service)$/.test(name.value) ? null : undefined),
    ScalarTypeDefinition: ({ name }) => (name.value === "_Any" ? null : undefined),
    UnionTypeDefinition: ({ name }) => (name.value === "_Entity" ? null : undefined),
    ObjectTypeDefinition: ({ name }) => (name.value === "_Service" ? null : undefined),
  });
}

interface Answer {
  status: number;
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: unknown } }[];
}

type Asking = (body: string, token: string | undefined) => Promise<Answer>;

function createAsking({ url }: AskedSubgraph): Asking {
  return async (body, token) => {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        ...(token !== undefined && { [internalTokenHeader]: token }),
      },
      body,
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    try {
      return { ...JSON.parse(text), status: response.status };
    } catch {
      return { status: response.status, errors: [{ message: `no JSON: ${text.slice(0, 100)}` }] };
    }
  };
}

async function healthProblems({ health, url }: AskedSubgraph): Promise<string[]> {
  if (health === null) return [];
  const { status } = await fetch(new URL(health, url), { signal: AbortSignal.timeout(10_000) });
  return status === 200 ? [] : [`Expected ${health} to answer 200 without a token, got ${status}.`];
}

async function tokenProblems(subgraph: AskedSubgraph, ask: Asking): Promise<string[]> {
  const now = Math.floor(Date.now() / 1000);
  const { privateKey: stranger } = generateKeyPairSync("ed25519");
  const { kid } = internalTokenJwk(subgraph.privateKey);
  const refused: [string, string | undefined][] = [
    ["without a token", undefined],
    ["with what is no token", "public"],
    ["with one that has expired", await tokenOf(subgraph, { iat: now - 120, exp: now - 60 })],
    ["with one that is not valid yet", await tokenOf(subgraph, { nbf: now + 600 })],
    ["with one for another subgraph", await tokenOf(subgraph, { aud: `not-${subgraph.name}` })],
    ["with one of another issuer", await tokenOf(subgraph, { iss: "somebody" })],
    ["with one of another key", await tokenOf(subgraph, {}, stranger)],
    ["with one of another key under the id of ours", await tokenOf(subgraph, {}, stranger, kid)],
    ["with one without a role that is known", await tokenOf(subgraph, { role: "root" })],
  ];
  const bodies = ["{ __typename }", "{ _service { sdl } }"].map((query) => JSON.stringify({ query }));
  const problems = await Promise.all(
    refused.flatMap(([how, token]) =>
      bodies.map(async (body) => {
        const { status, errors = [] } = await ask(body, token);
        if (status === 401 && errors[0]?.extensions?.code === "UNAUTHENTICATED") return [];
        return [`Expected 401 and UNAUTHENTICATED ${how}, got ${status} and ${errors[0]?.extensions?.code}.`];
      }),
    ),
  );
  const good = await ask(JSON.stringify({ query: "{ __typename }" }), await tokenOf(subgraph));
  if (good.status !== 200 || good.errors)
    problems.push([`Expected the gateway's token to be taken, got ${good.status}.`]);
  return [...new Set(problems.flat())];
}

async function schemaProblems(
  subgraph: AskedSubgraph,
  ask: Asking,
  schema: GraphQLSchema,
): Promise<string[]> {
  const token = await tokenOf(subgraph);
  const served = await ask(JSON.stringify({ query: "{ _service { sdl } }" }), token);
  const { sdl } = (served.data?._service ?? {}) as { sdl?: string };
  // Of the schema that is composed: what a library adds to introspection is nobody's to see.
  const { data } = graphqlSync({ schema, source: everyDescription });
  const described = undescribed(data?.__schema as IntrospectedSchema);
  return [
    ...(sdl !== undefined && print(parse(sdl)) === print(parse(subgraph.schema))
      ? []
      : [
          "Expected it to serve the schema that is composed; run npm run schema, or let its owner send the new one.",
        ]),
    ...described.filter((name) => !rootTypes.has(name)).map((name) => `Expected a description of ${name}.`),
    ...failingWithOthers(schema).map(
      (field) => `Expected ${field} to be nullable: it can fail by what it is asked.`,
    ),
  ];
}

/** They are the same in all subgraphs. */
const rootTypes = new Set(["Query", "Mutation"]);

/** References as the gateway sends them: known or not, each once more, answered in their order. */
async function referenceProblems(
  subgraph: AskedSubgraph,
  ask: Asking,
  schema: GraphQLSchema,
): Promise<string[]> {
  const query =
    "query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }";
  const problems = entitiesOf(schema, subgraph.schema).map(async ({ type, key }) => {
    const keys = ["no-such-key", "0", "no-such-key"];
    const representations = keys.map((value) => ({ __typename: type, [key]: value }));
    const { data, errors } = await ask(
      JSON.stringify({ query, variables: { representations } }),
      await tokenOf(subgraph),
    );
    const expected = keys.map(() => (subgraph.owned.includes(type) ? null : { __typename: type }));
    if (!errors && JSON.stringify(data?._entities) === JSON.stringify(expected)) return [];
    const got = errors?.[0]?.message ?? JSON.stringify(data?._entities);
    return [
      `Expected references to ${type} of no key that is known to be answered ${JSON.stringify(expected)}, got ${got}.`,
    ];
  });
  return (await Promise.all(problems)).flat();
}

async function badRequestProblems(subgraph: AskedSubgraph, ask: Asking): Promise<string[]> {
  const token = await tokenOf(subgraph);
  const bodies = [
    "{",
    "[]",
    "{}",
    JSON.stringify({ query: "{" }),
    JSON.stringify({ query: "{ noSuchField }" }),
  ];
  const problems = bodies.map(async (body) => {
    const { status, errors = [] } = await ask(body, token);
    if (status < 500 && errors.length > 0 && !errors[0]?.message.startsWith("no JSON")) return [];
    return [`Expected an error below 500 in JSON for the body ${body}, got ${status}.`];
  });
  return (await Promise.all(problems)).flat();
}

/** Types with a key of one field. */
function entitiesOf(schema: GraphQLSchema, sdl: string): { type: string; key: string }[] {
  const keys = [...sdl.matchAll(/type (\w+)[^{]*@key\(fields: "(\w+)"/g)];
  return keys.flatMap(([, type = "", key = ""]) =>
    isObjectType(schema.getType(type)) ? [{ type, key }] : [],
  );
}

function tokenOf(
  { name, privateKey }: AskedSubgraph,
  claims: JWTPayload = {},
  key = privateKey,
  kid = internalTokenJwk(key).kid,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const good = { iss: "hanoi-sector-graph-gateway", aud: name, iat: now, exp: now + 60, role: "public" };
  return new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg: "EdDSA", kid }).sign(key);
}
