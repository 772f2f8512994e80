import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery } from "graphql";
import { ownSubgraph } from "../../gateway/own-fields/own-subgraph";
import { token } from "../support/gateway/gateway-fixture";
import { postQuery } from "../support/gateway/gateway-request";
import { type RunningSectors, startSectors } from "../support/gateway/running-sectors";
import { EveryField } from "../support/schema/every-field";
import { entityTypesIn, sectorsOfRootFields, someKeys } from "../support/schema/graph-keys";
import type { WalkAnswer } from "../support/schema/walk-fields";

/*
 * One sector down is one sector's loss. Every field of the query is asked, with what it leads to, of the whole graph and of
 * one without a sector: where that says so by an error stands null, and everywhere else what stood there before.
 */

let sectors: RunningSectors;
let schema: GraphQLSchema;
let headers: Record<string, string>;
const queries = new Map<string, string>();
const whole = new Map<string, WalkAnswer>();

beforeAll(async () => {
  sectors = await startSectors();
  const inAnHour = Math.floor(Date.now() / 1000) + 3_600;
  headers = { authorization: `Bearer ${await token({ role: "admin", exp: inAnHour })}` };
  const { url } = await sectors.gatewayWithout();
  const introspected = await ask(url, getIntrospectionQuery());
  schema = buildClientSchema(introspected.data as never);
  const keys = await someKeys((query) => ask(url, query));
  const everyField = new EveryField(schema, entityTypesIn(sectors.supergraphSdl), keys);
  for (const { path, field, args, selection } of everyField.calls()) {
    // Of several ways to ask a field the first that gives something.
    if (path.length > 0 || whole.get(field)?.data?.[field]) continue;
    const query = `{ ${field}${args} ${selection} }`;
    queries.set(field, query);
    whole.set(field, await ask(url, query));
  }
}, 300_000);
afterAll(() => sectors?.close());

async function ask(url: string, query: string): Promise<WalkAnswer> {
  return (await postQuery(url, query, { headers })).body as WalkAnswer;
}

it("has every field of the query answered where all sectors are there", () => {
  expect(queries.size).toBeGreaterThan(60);
  const failed = [...whole].filter(([field, { data }]) => (data?.[field] ?? null) === null);
  expect(failed).toEqual([]);
  expect([...whole].flatMap(([, { errors = [] }]) => errors.filter(isFault))).toEqual([]);
});

describe.each(["tasks", "procedures", "innovation", "infrastructure"])("without %s", (sector) => {
  it("everything else is what it was, and what is missing is null beside an error of its own", async () => {
    const { url } = await sectors.gatewayWithout(sector);
    const roots = sectorsOfRootFields(sectors.supergraphSdl);
    const problems: string[] = [];
    let lost = 0;
    for (const [field, query] of queries) {
      const { data: expected, errors: refused = [] } = whole.get(field) ?? {};
      const { data, errors = [] } = await ask(url, query);
      const faults = errors.filter(isFault);
      lost += faults.length;
      const isOwn = roots.get(field) === sector;
      if (isOwn && faults.length === 0) problems.push(`${field} is answered by nobody, without an error`);
      // A node is its owner's, whoever finds it.
      const isNode = roots.get(field) === ownSubgraph.name && faults.length > 0;
      if (!isOwn && !isNode && (data?.[field] ?? null) === null) problems.push(`${field} is gone`);
      for (const { message, path = [] } of faults) {
        if (!message.includes(` ${sector} `)) problems.push(`${field}: ${message}`);
        if (valueAt(data, path) !== null)
          problems.push(`${path.join(".")}: more is lost than what the error is of`);
      }
      const missing = new Set(faults.map(({ path = [] }) => path.join(".")));
      if (!isJournal.test(field)) problems.push(...differences(expected, data, missing));
      // What was refused is refused again, unless nobody is there to refuse it.
      const others = errors.filter((error) => !isFault(error)).map(textOf);
      problems.push(...others.filter((text) => !refused.map(textOf).includes(text)));
    }
    expect([...new Set(problems)].slice(0, 50)).toEqual([]);
    expect(lost).toBeGreaterThan(0);
  }, 120_000);
});

/** What grows with each reading, and positions in a log. */
const isJournal = /Audit(State)?$|Changes$/;

type AnswerError = NonNullable<WalkAnswer["errors"]>[number];

function isFault({ extensions }: AnswerError): boolean {
  return extensions?.code === "SERVICE_UNAVAILABLE" || extensions?.code === "INTERNAL_SERVER_ERROR";
}

function textOf({ message, path = [] }: AnswerError): string {
  return `${path.join(".")}: ${message}`;
}

/** What is there; undefined where the path leads to nothing. */
function valueAt(data: unknown, path: readonly (string | number)[] = []): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
    data,
  );
}

/** Where the two differ, but for what is missing. */
function differences(expected: unknown, came: unknown, missing: ReadonlySet<string>, path = ""): string[] {
  if (missing.has(path)) return [];
  const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
  if (!isObject(expected) || !isObject(came))
    return Object.is(expected, came)
      ? []
      : [`${path}: ${JSON.stringify(came)} is not ${JSON.stringify(expected)}`.slice(0, 300)];
  const keys = new Set([...Object.keys(expected), ...Object.keys(came)]);
  return [...keys].flatMap((key) =>
    differences(
      Reflect.get(expected, key),
      Reflect.get(came, key),
      missing,
      path === "" ? key : `${path}.${key}`,
    ),
  );
}
