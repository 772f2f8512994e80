/** An operation that a gateway answered wrong, or was likely to: the smallest of its kind. */
export interface NamedOperation {
  name: string;
  graph: string;
  query: string;
  variables?: Record<string, unknown>;
}

export const namedOperations: NamedOperation[] = [
  {
    name: "keeps a field apart from the key that it is named like",
    graph: "this graph",
    query: "{ administrativeUnits(first: 1) { nodes { code: name dossierStats { received } } } }",
  },
  {
    name: "computes from a required field, not from what is named like it",
    graph: "this graph",
    query: `{ indicator(code: "a") { observations { nodes {
      value periodEnd: periodStart computed { value difference }
    } } } }`,
  },
  {
    name: "keeps a field apart from the name of the type",
    graph: "this graph",
    query: '{ procedure(code: "a") { code competentOrganization { code __typename: axis } } }',
  },
  {
    name: "keeps an object apart from the required leaf that it is named like",
    graph: "shop",
    query: "{ products { weight: size { __typename } shippingCost } }",
  },
  {
    name: "keeps an object apart from the name of a type that is not known yet",
    graph: "media",
    query: "{ allMedia { __typename: maker { name } stars } }",
  },
  {
    name: "asks for what some types require, and does not lose the others",
    graph: "media",
    query: "{ allMedia { ... on Song { rank } stars } }",
  },
  {
    name: "follows what is required of what is required",
    graph: "city",
    query: "{ budgets { year unit { code verdict } } }",
  },
  {
    name: "has an object of which nothing is selected in the end",
    graph: "city",
    query:
      "query ($no: Boolean = false) { units { code neighbours @skip(if: $no) { code @include(if: $no) } } }",
  },
  {
    name: "requires nothing of what is skipped",
    graph: "travel",
    query: 'query ($no: Boolean! = true) { hotel(code: "a") { code roomTax @skip(if: $no) taxInDong } }',
  },
  {
    name: "requires one field with several arguments, and has it with the client's",
    graph: "travel",
    query: "{ hotels { taxInDong taxInDollars other: price(currency: USD) price(currency: VND) } }",
  },
  {
    name: "requires an argument within another",
    graph: "travel",
    query: "{ hotels(first: 2) { roomTax rooms(least: 4) { beds price(currency: VND) } } }",
  },
  {
    name: "asks by keys that a subgraph can be asked by",
    graph: "travel",
    query: "{ guided { caption density } }",
  },
  {
    graph: "media",
    name: "takes a field that is switched off for no need of the other, where a subgraph knows the types behind an interface",
    query: `query Media($shown: Boolean!) { allMedia { title like { ... on Film { maker @skip(if: $shown) { name } minutes @include(if: $shown) } } } }`,
    variables: { shown: false },
  },
];
