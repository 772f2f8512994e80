import { readManifest } from "./read-manifest";

const text = "query Units { units { code } }";

it.each([
  ["GraphQL Code Generator's client preset", { "8b3a…": text }],
  ["Relay's compiler", { "2f5a1c3e": text }],
  [
    "Apollo's",
    {
      ...{ format: "apollo-persisted-query-manifest", version: 1 },
      operations: [{ id: "8b3a…", name: "Units", type: "query", body: text }],
    },
  ],
])("reads the manifest of %s", (_tool, manifest) => {
  expect([...readManifest(JSON.stringify(manifest)).values()]).toEqual([text]);
});

it.each([
  ["[]", "Expected an object of texts by id, or"],
  ['{"format": "other"}', "Expected an object of texts by id, or"],
  ['{"a": 1}', 'Expected the text of an operation for the id "a".'],
  [
    '{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id": "a"}]}',
    'Expected the text of an operation for the id "a".',
  ],
  ["{", "JSON"],
])("refuses %s", (json, message) => {
  expect(() => readManifest(json)).toThrow(message);
});
