import "../../gateway/config/environment";
import { type GatewayFixture, startFixture, token } from "../support/gateway/gateway-fixture";
import { postQuery } from "../support/gateway/gateway-request";

let fixture: GatewayFixture;
beforeAll(async () => {
  const budgets = { public: 40, analyst: 2_000, editor: 40, admin: 40 };
  fixture = await startFixture({ budgets });
});
afterAll(() => fixture.stop());

const ask = async (query: string, headers: Record<string, string> = {}) => {
  fixture.units.requests.length = 0;
  const { status, body } = await postQuery(fixture.gateway.url, query, { headers });
  return { status, body, fetched: fixture.units.requests.length };
};

describe("an operation that may cost more than its role's budget", () => {
  // Twenty units are assumed: objects, values written, and three fields of text.
  const query = "{ units { code name } }";
  const cost = 20 + 20 * 3 * 0.02 + 3 * 4;

  it("is answered within it, and tells its cost when asked", async () => {
    const { status, body, fetched } = await ask(query, { "x-graph-cost": "1" });
    expect([status, fetched]).toEqual([200, 1]);
    expect(body).toEqual({
      data: {
        units: [
          { code: "00004", name: "Ba Đình" },
          { code: "00008", name: "Ngọc Hà" },
        ],
      },
      extensions: { cost: { estimated: cost, actual: 14.12, budget: 40 } },
    });
    expect((await ask(query)).body).not.toHaveProperty("extensions");
  });

  it("is refused before anything is fetched, with what it costs, may cost, and where", async () => {
    const dear = "{ units { code overdue } again: units { code overdue } }";
    const refused = await ask(dear, { "x-graph-cost": "1" });
    expect(refused).toEqual({
      status: 400,
      fetched: 0,
      body: {
        errors: [
          {
            message:
              "The query may cost 47; the role public may ask for 40 at once. Most of it is its text of 6 fields and fragments. Ask for fewer rows or fields.",
            extensions: { code: "QUERY_TOO_COMPLEX" },
          },
        ],
      },
    });
    const analyst = { authorization: `Bearer ${await token({ role: "analyst" })}` };
    expect(await ask(dear, analyst)).toMatchObject({ status: 200, fetched: 1 });
  });

  it("goes by the values of variables", async () => {
    const variable =
      "query ($more: Boolean!) { overdueTasks units @include(if: $more) { code name overdue } }";
    const withMore = async (more: boolean) => {
      const { body } = await postQuery(fixture.gateway.url, variable, {
        variables: { more },
        headers: { "x-graph-cost": "1" },
      });
      return body;
    };
    const [without, included] = [await withMore(false), await withMore(true)];
    expect(without).toMatchObject({ extensions: { cost: { estimated: 5 * 4 + 0.02 } } });
    expect(included).toMatchObject({ errors: [{ extensions: { code: "QUERY_TOO_COMPLEX" } }] });
  });
});

it("of a mutation counts more than of a look", async () => {
  const headers = { "x-graph-cost": "1" };
  const costOf = async (query: string) => (await ask(query, headers)).body;
  const cost = { budget: 40, actual: 14.02, estimated: 14.02 };
  expect(await costOf("mutation { closeTask }")).toEqual({ data: { closeTask: 1 }, extensions: { cost } });
});
