import "../../gateway/config/environment";
import {
  buildClientSchema,
  type GraphQLFieldMap,
  type GraphQLNamedType,
  getIntrospectionQuery,
  getNamedType,
  introspectionTypes,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { type GatewayFixture, startFixture } from "../support/gateway/gateway-fixture";
import { postQuery } from "../support/gateway/gateway-request";
import { itWithOwnExecutor } from "../support/gateway/own-executor";

/* Whatever introspection says that it can be asked, it answers, and no subgraph hears of it. */
let fixture: GatewayFixture;
let url: string;
beforeAll(async () => {
  fixture = await startFixture();
  url = fixture.gateway.url;
});
afterAll(() => fixture.stop());

const switches = [
  ...(["descriptions", "specifiedByUrl", "directiveIsRepeatable", "schemaDescription"] as const),
  ...(["inputValueDeprecation", "experimentalDirectiveDeprecation", "oneOf"] as const),
];
/** Every way to set the switches of graphql-js's query. */
const settings = Array.from({ length: 2 ** switches.length }, (_, bits) =>
  Object.fromEntries(switches.map((name, index) => [name, (bits & (1 << index)) !== 0])),
);

// Apollo's gateway validates introspection with types of its own, which lack what graphql-js has since.
itWithOwnExecutor("answers graphql-js's query, whatever is switched on", async () => {
  const printed = new Set<string>();
  for (const setting of settings) {
    const { body } = await postQuery(url, getIntrospectionQuery(setting));
    expect(body).toEqual({ data: { __schema: expect.any(Object) } });
    const { data } = body as { data: Parameters<typeof buildClientSchema>[0] };
    if (!setting.descriptions) printed.add(printSchema(lexicographicSortSchema(buildClientSchema(data))));
  }
  expect([...printed]).toEqual([
    expect.stringContaining("type Unit {\n  code: ID!\n  name: String!\n  overdue(asOf: Date): Int\n}"),
  ]);
  expect([...fixture.units.requests, ...fixture.tasks.requests]).toEqual([]);
});

/** Selections of every field of an introspection type, three levels deep, arguments included. */
function everyField(type: GraphQLNamedType, depth: number): string {
  if (!isObjectType(type)) return "";
  const fields: GraphQLFieldMap<unknown, unknown> = type.getFields();
  const texts = Object.values(fields).flatMap(({ name, type: of, args }) => {
    const inner = getNamedType(of);
    const given = args.some((arg) => arg.name === "includeDeprecated") ? "(includeDeprecated: true)" : "";
    if (!isObjectType(inner)) return [`a_${name}: ${name}${given}`, name];
    return depth > 0 ? [`${name}${given} ${everyField(inner, depth - 1)}`] : [];
  });
  return `{ ${texts.join(" ")} }`;
}

itWithOwnExecutor("answers every field of its own types, also under other names", async () => {
  const [schemaType] = introspectionTypes.filter(({ name }) => name === "__Schema");
  if (!schemaType) throw new Error("Expected graphql-js to have the type __Schema.");
  const query = `{ name: __schema ${everyField(schemaType, 3)} t: __type(name: "Unit") { code: name } u: units { code } }`;
  expect((await postQuery(url, query)).body).toEqual({
    data: {
      name: expect.objectContaining({ a_description: null }),
      t: { code: "Unit" },
      u: [{ code: "00004" }, { code: "00008" }],
    },
  });
});

itWithOwnExecutor("tells where a subscription is sent", async () => {
  const { status, body } = await postQuery(url, "subscription { units { code } }");
  expect([status, body]).toEqual([
    406,
    {
      errors: [
        {
          message:
            "Expected for a subscription the header Accept with text/event-stream or multipart/mixed;subscriptionSpec=1.0, or a WebSocket (graphql-transport-ws); got */*.",
          extensions: { code: "NOT_ACCEPTABLE" },
        },
      ],
    },
  ]);
});
