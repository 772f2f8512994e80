import "../config/environment";
import { buildSchema } from "graphql";
import { type GatewayFixture, startFixture } from "../../test/support/gateway/gateway-fixture";
import { request } from "../../test/support/gateway/gateway-request";
import { clientFileNames, clientFiles } from "./client-files";

const schema = buildSchema(`
  scalar Date @specifiedBy(url: "https://day.test")
  scalar Shape
  interface Node { id: ID! }
  union Found = Ward | Count
  enum Kind { A }
  input Filter { kind: Kind }
  type Ward implements Node { id: ID! code: ID! on: Date shape: Shape size: Float }
  type Book implements Node { id: ID! }
  type Count { count: Int! }
  type Query { node(id: ID!): Node found(filter: Filter): [Found!] }
  type Mutation { mark: Count }
`);

it("tells of each abstract type its types, of each object what names it, of each scalar what it is", () => {
  expect(clientFiles(schema)).toEqual({
    "possible-types.json": { Found: ["Count", "Ward"], Node: ["Book", "Ward"] },
    "keys.json": { Book: "id", Count: null, Ward: "id" },
    "scalars.json": {
      Date: { type: "string", specifiedBy: "https://day.test" },
      Shape: { type: "unknown", specifiedBy: null },
    },
  });
});

describe("a gateway", () => {
  let fixture: GatewayFixture;
  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(() => fixture.stop());

  it("serves them to pages of any origin, of its own graph, and not twice", async () => {
    const expected = {
      "possible-types.json": {},
      "keys.json": { Unit: null },
      "scalars.json": { Date: { type: "string", specifiedBy: null } },
    };
    for (const name of clientFileNames) {
      const url = `${fixture.gateway.url}/clients/${name}`;
      const first = await request(url, { headers: { origin: "https://page.test" } });
      expect([first.status, first.headers.get("content-type"), first.body]).toEqual([
        200,
        "application/json; charset=utf-8",
        expected[name],
      ]);
      expect(first.headers.get("access-control-allow-origin")).toBe("*");
      const again = await request(url, { headers: { "if-none-match": first.headers.get("etag") ?? "" } });
      expect([again.status, again.body]).toEqual([304, ""]);
    }
    expect((await request(`${fixture.gateway.url}/clients/`)).status).toBe(404);
  });
});
