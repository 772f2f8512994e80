import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { innovation } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

interface Product {
  code: string;
  stage: string;
  commercialisedOn: string | null;
  origin: string;
  enterprise: { id: string; products: { nodes: { code: string }[] } } | null;
}

const fields = "code name stage commercialisedOn origin enterprise { id products { nodes { code } } }";

async function products(args = ""): Promise<Product[]> {
  const { data, errors } = await subgraph.execute(`{ strategicProducts${args} { nodes { ${fields} } } }`);
  expect(errors).toEqual([]);
  return (data as { strategicProducts: { nodes: Product[] } }).strategicProducts.nodes;
}

it("lists the products by stage, each under the enterprise that makes it", async () => {
  const all = await products();
  expect(all.map(({ code }) => code)).toEqual(all.map(({ code }) => code).toSorted());
  expect(all.filter(({ origin }) => origin !== "SYNTHETIC")).toEqual([]);
  expect(
    all.filter(
      ({ code, enterprise }) => !enterprise?.products.nodes.some((product) => product.code === code),
    ),
  ).toEqual([]);
  expect(await products("(filter: { stage: { in: [COMMERCIALISED, PILOT] } })")).toEqual(
    all.filter(({ stage }) => stage === "COMMERCIALISED" || stage === "PILOT"),
  );
  expect(all.filter(({ stage, commercialisedOn }) => commercialisedOn && stage !== "COMMERCIALISED")).toEqual(
    [],
  );
});

it("shows how far the target of five is, on any day", async () => {
  const target = (asOf: string) => `{ indicator(code: "strategic-products.commercialised") { targets { nodes {
    value qualifier dueOn reached computed(asOf: "${asOf}") { sector { code } value difference rate { value } periodEnd origin } } } } }`;
  const expected = (periodEnd: string, value: string, difference: string) => ({
    indicator: {
      targets: {
        nodes: [
          {
            value: "5",
            qualifier: "AT_LEAST",
            dueOn: "2026-12-31",
            // Only what is published reaches a target; nothing has been.
            reached: null,
            computed: {
              sector: { code: "innovation" },
              value,
              difference,
              rate: null,
              periodEnd,
              origin: "SYNTHETIC",
            },
          },
        ],
      },
    },
  });
  const at = async (day: string) => (await subgraph.execute(target(day))).data;
  expect(await at("2025-11-14")).toEqual(expected("2025-11-14", "2", "-3"));
  expect(await at("2025-08-04")).toEqual(expected("2025-08-04", "1", "-4"));
});

it("refuses an empty list of stages", async () => {
  const { errors } = await subgraph.execute(
    "{ strategicProducts(filter: { stage: { in: [] } }) { totalCount } }",
  );
  expect(errors).toMatchObject([
    { code: "BAD_USER_INPUT", message: "filter.stage.in: expected 1 to 1000 values; got 0." },
  ]);
});
