import fc from "fast-check";
import { validateMessage } from "graphql-ws";
import { readMessage } from "./read-message";

const types = ["connection_init", "ping", "pong", "subscribe", "complete"];
const anything = fc.constantFrom<unknown>(
  undefined,
  null,
  "",
  "one",
  1,
  [],
  {},
  { authorization: "Bearer x" },
);
const parameters = fc.record(
  { query: anything, variables: anything, operationName: anything, extensions: anything },
  { requiredKeys: [] },
);
const message = fc.oneof(
  anything,
  fc.record(
    {
      type: fc.oneof(fc.constantFrom(...types, "next", "connection_ack", "error"), anything),
      id: anything,
      payload: fc.oneof(parameters, anything),
    },
    { requiredKeys: [] },
  ),
);

it("takes what graphql-ws takes of a client, and nothing else", () => {
  fc.assert(
    fc.property(message, (given) => {
      expect(accepts(() => readMessage(JSON.stringify(given) ?? ""))).toBe(accepts(() => valid(given)));
    }),
    { numRuns: 2_000 },
  );
});

/** As graphql-ws has it, but for what only servers send. */
function valid(given: unknown): void {
  const { type } = validateMessage(JSON.parse(JSON.stringify(given) ?? ""));
  if (!types.includes(type)) throw new Error("Expected a client's message.");
}

function accepts(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

it("takes a document that is named in the place of its text", () => {
  const payload = { documentId: "sha256:abc", variables: { first: 1 } };
  expect(readMessage(JSON.stringify({ type: "subscribe", id: "one", payload }))).toMatchObject({
    type: "subscribe",
    id: "one",
    payload,
  });
});
