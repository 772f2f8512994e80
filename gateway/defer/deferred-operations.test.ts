import "../config/environment";
import {
  acceptsParts,
  allParts,
  askInParts,
  deferredQuery,
  firstPart,
  secondPart,
} from "../../test/support/gateway/ask-in-parts";
import { type GatewayFixture, startFixture } from "../../test/support/gateway/gateway-fixture";
import { postQuery } from "../../test/support/gateway/gateway-request";

/* Which operations are answered in parts, which whole, and which are refused. */

let fixture: GatewayFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const whole = { data: { unit: { name: "Ba Đình", overdue: 3 } } };

describe("an operation with @defer", () => {
  it.each([
    [acceptsParts, true],
    [
      "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed",
      true,
    ],
    ["multipart/mixed", true],
    ['Multipart/Mixed; deferSpec="20220824"; q=0.5, application/json', true],
    ["application/json", false],
    ["*/*", false],
    ["multipart/mixed;q=0, application/json", false],
    ["multipart/mixed;incrementalSpec=v0.2, application/json", false],
    ["multipart/mixed;boundary=graphql;subscriptionSpec=1.0, application/json", false],
  ])("is answered in parts or whole as Accept allows: %s", async (accept, isInParts) => {
    const { gateway } = fixture;
    const { response, parts } = await askInParts(gateway.url, { accept });
    expect(isInParts ? await allParts(parts) : await response.json()).toEqual(
      isInParts ? [firstPart, secondPart] : whole,
    );
  });

  it.each([
    ["nothing is deferred", { query: deferredQuery.replace("@defer(", "@defer(if: false, ") }],
    ["a variable says so", { query: withVariable("Boolean! = true"), variables: { later: false } }],
    ["its cost is asked for", { headers: { "x-graph-cost": "1" } }],
  ])("is answered whole where %s", async (_, asked) => {
    const { gateway } = fixture;
    const { response } = await askInParts(gateway.url, asked);
    expect(response.headers.get("content-type")).toMatch("json");
    expect(await response.json()).toMatchObject(whole);
  });

  it("is answered whole where no object has what is deferred", async () => {
    const { gateway } = fixture;
    const text = '{ unit(code: "nothing") { name ... @defer { overdue } } }';
    expect(await (await askInParts(gateway.url, { query: text })).response.json()).toEqual({
      data: { unit: null },
    });
  });

  it("is answered in parts where a variable without a value would say otherwise", async () => {
    const { gateway } = fixture;
    const { parts } = await askInParts(gateway.url, { query: withVariable("Boolean = true") });
    expect(await allParts(parts)).toEqual([firstPart, secondPart]);
  });

  it.each([
    [
      "the label of another",
      '{ unit(code: 1) { ... @defer(label: "a") { name } ... @defer(label: "a") { code } } }',
      "label of its own",
    ],
    [
      "a label in a variable",
      "query ($a: String) { ... @defer(label: $a) { units { name } } }",
      "to be a text",
    ],
    ["the root of a mutation", "mutation { ... @defer { closeTask } }", "at the root of a mutation"],
    ["a field", "{ units @defer { name } }", "may not be used on FIELD"],
    [
      "more than can be looked after",
      `{ ${"... @defer { units { name } } ".repeat(65)} }`,
      "at most 64 @defer",
    ],
  ])("is refused with %s", async (_, text, problem) => {
    const { gateway } = fixture;
    const { response } = await askInParts(gateway.url, { query: text });
    const { errors } = Object(await response.json());
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining(problem),
        extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
      }),
    ]);
  });

  it("asks the subgraphs what it asks without", async () => {
    const { gateway, tasks } = fixture;
    await postQuery(gateway.url, '{ unit(code: "00004") { name overdue } }');
    await allParts((await askInParts(gateway.url)).parts);
    const [plain, deferred] = tasks.requests.map(({ query, variables }) => ({ query, variables }));
    expect(deferred).toEqual(plain);
  });
});

function withVariable(type: string): string {
  return deferredQuery
    .replace("query Ward", `query Ward($later: ${type})`)
    .replace("@defer(", "@defer(if: $later, ");
}
