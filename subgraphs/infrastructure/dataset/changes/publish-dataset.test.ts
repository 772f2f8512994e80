import type { Viewer } from "../../../../shared/http/identity/viewer";
import {
  type Answer,
  admin,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../../subgraph";
import { datasetChanges, newDataset, payloadOf, refusals } from "./dataset-changes.fixture";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

const { mutate, everything } = datasetChanges(() => subgraph);

it("adds an entry, modified now and live, that no one has assessed", async () => {
  const input = newDataset();
  const answer = await mutate("publishDataset", input);
  const holds = (value: boolean) => ({ holds: value });
  expect(answer.errors).toEqual([]);
  expect(answer.data?.publishDataset).toEqual({
    userErrors: [],
    dataset: {
      ...input,
      id: expect.stringMatching(/^Dataset:\d+$/),
      publisher: { code: "SYT" },
      modifiedAt: "2025-11-14T05:00:00.000Z",
      quality: {
        met: 1,
        accurate: holds(false),
        sufficient: holds(false),
        clean: holds(false),
        live: holds(true),
        consistent: holds(false),
        shared: holds(false),
      },
      origin: "REPORTED",
    },
  });
});

it("needs only what a catalogue cannot do without", async () => {
  const { title, publisher, theme, frequency } = newDataset();
  const answer = await mutate("publishDataset", {
    title,
    publisher,
    theme,
    frequency,
    accessLevel: "SHARED",
  });
  expect(answer.data?.publishDataset).toMatchObject({
    userErrors: [],
    dataset: {
      title,
      description: null,
      keywords: [],
      license: null,
      onOpenDataPortal: false,
      distributions: [],
    },
  });
});

it.each<[string, object, string, string]>([
  ["a licence that is no identifier", { license: "CC BY 4.0" }, "BAD_USER_INPUT", "license"],
  ["a licence in other letters", { license: "cc-by-4.0" }, "BAD_USER_INPUT", "license"],
  ["a licence that is an address", { license: "https://creativecommons.org" }, "BAD_USER_INPUT", "license"],
  ["no licence, on the portal", { license: null }, "BAD_USER_INPUT", "license"],
  ["shared, on the portal", { accessLevel: "SHARED" }, "BAD_USER_INPUT", "accessLevel"],
  ["an unknown theme", { theme: "FUN" }, "BAD_USER_INPUT", "theme"],
  ["a blank title", { title: " " }, "BAD_USER_INPUT", "title"],
  ["a title too long", { title: "a".repeat(501) }, "BAD_USER_INPUT", "title"],
  ["a NUL", { description: "a\u0000b" }, "BAD_USER_INPUT", "description"],
  ["half of a character", { title: "a\ud800" }, "BAD_USER_INPUT", "title"],
  ["half of a character in a keyword", { keywords: ["a\ud800"] }, "BAD_USER_INPUT", "keywords"],
  ["a keyword twice", { keywords: ["a", "a"] }, "BAD_USER_INPUT", "keywords"],
  ["a keyword of two lines", { keywords: ["a\nb"] }, "BAD_USER_INPUT", "keywords"],
  [
    "too many keywords",
    { keywords: Array.from({ length: 51 }, (_, at) => `k${at}`) },
    "BAD_USER_INPUT",
    "keywords",
  ],
  ...[
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "//data.example.invalid",
    "ftp://data.example.invalid/a",
    "https://",
    "https://a b",
    "https://user:secret@data.example.invalid/",
  ].map((accessUrl): [string, object, string, string] => [
    `a distribution at ${accessUrl}`,
    { distributions: [{ format: "CSV", accessUrl }] },
    "BAD_USER_INPUT",
    "distributions",
  ]),
  [
    "half a byte",
    { distributions: [{ format: "CSV", accessUrl: "https://a.vn", byteSize: "0.5" }] },
    "BAD_USER_INPUT",
    "distributions",
  ],
  [
    "one address twice",
    { distributions: ["CSV", "JSON"].map((format) => ({ format, accessUrl: "https://a.vn" })) },
    "BAD_USER_INPUT",
    "distributions",
  ],
])("refuses %s, with nothing changed", async (_, changed, code, field) => {
  const before = await everything();
  const answer = await mutate("publishDataset", { ...newDataset(), ...changed, idempotencyKey: "k" });
  expect(refusals(answer)).toEqual({ dataset: null, problems: [[code, field]] });
  expect(await everything()).toEqual(before);
});

it("names all invalid fields at once", async () => {
  const answer = await mutate("publishDataset", { ...newDataset(), theme: "FUN", license: "free" });
  expect(payloadOf(answer).userErrors).toEqual([
    {
      code: "BAD_USER_INPUT",
      field: ["input", "theme"],
      message: expect.stringMatching(/^theme: expected one of AGRI, .*; got "FUN"\.$/),
    },
    {
      code: "BAD_USER_INPUT",
      field: ["input", "license"],
      message:
        'license: expected an SPDX identifier such as CC-BY-4.0, CC0-1.0 or ODbL-1.0, or LicenseRef-…; got "free".',
    },
  ]);
});

it("refuses an unknown publisher: only an admin gets as far as to hear it", async () => {
  const before = await everything();
  const input = { ...newDataset(), publisher: "XYZ" };
  expect(refusals(await mutate("publishDataset", input, admin))).toEqual({
    dataset: null,
    problems: [["NOT_FOUND", "publisher"]],
  });
  expect((await mutate("publishDataset", input)).errors).toMatchObject([{ code: "FORBIDDEN" }]);
  expect(await everything()).toEqual(before);
});

it.each<[string, Viewer, string]>([
  ["nobody is signed in", { subject: null, role: "public", organization: null }, "UNAUTHENTICATED"],
  ["an analyst asks", { subject: "a", role: "analyst", organization: null }, "FORBIDDEN"],
  ["an editor of another organization asks", editorOf("SNV"), "FORBIDDEN"],
])("is refused when %s", async (_, viewer, code) => {
  const before = await everything();
  const { data, errors } = await mutate("publishDataset", newDataset(), viewer);
  expect([data, errors.map((error) => error.code)]).toEqual([{ publishDataset: null }, [code]]);
  expect(await everything()).toEqual(before);
});

it("has one effect for one key, also when asked four times at once", async () => {
  const input = { ...newDataset(), idempotencyKey: "once" };
  const answers = await Promise.all(Array.from({ length: 4 }, () => mutate("publishDataset", input)));
  expect(answers.map(({ errors }) => errors)).toEqual([[], [], [], []]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer.data))).size).toBe(1);
  expect(payloadOf(answers[0] as Answer).dataset?.title).toBe(input.title);
  const other = await mutate("publishDataset", { ...input, title: "Khác" });
  expect(refusals(other).problems).toEqual([["IDEMPOTENCY_KEY_REUSED", "idempotencyKey"]]);
});

it("takes a title once for each publisher, also from two at once", async () => {
  const input = newDataset();
  const answers = await Promise.all([mutate("publishDataset", input), mutate("publishDataset", input)]);
  expect(answers.map((answer) => payloadOf(answer).userErrors.map(({ code }) => code)).toSorted()).toEqual([
    [],
    ["ALREADY_EXISTS"],
  ]);
  const elsewhere = await mutate("publishDataset", { ...input, publisher: "SNV" }, editorOf("SNV"));
  expect(payloadOf(elsewhere).userErrors).toEqual([]);
});
