import { publicViewer, type Viewer } from "../../../shared/http/identity/viewer";
import { expectedUrl } from "../../../shared/kit/mutation/web-url";
import {
  type Answer,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../test/support/subgraph/subgraph-harness";
import { innovation } from "../subgraph";
import { SourceDocument } from "./source-document";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

const editor: Viewer = { subject: "editor", role: "editor", organization: "STC" };

const source = {
  code: "hanoimoi-2025-11-10",
  publisher: "Hànộimới",
  title: "Một bài báo",
  publishedOn: "2025-11-10",
  url: "https://hanoimoi.vn/mot-bai-bao",
};

const record = (input: object, viewer = editor): Promise<Answer> =>
  subgraph.execute(
    `mutation ($input: RecordSourceDocumentInput!) { recordSourceDocument(input: $input) {
      sourceDocument { code publisher title publishedOn url } userErrors { code message field } } }`,
    { input },
    { viewer },
  );

const payloadOf = ({ data, errors }: Answer) => {
  expect(errors).toEqual([]);
  return data?.recordSourceDocument as {
    sourceDocument: object | null;
    userErrors: { code: string; message: string }[];
  };
};

const count = () => subgraph.database.repository(SourceDocument).count();

it("records a document once, which figures can cite from then on", async () => {
  const first = payloadOf(await record({ ...source, idempotencyKey: "k" }));
  expect(first).toEqual({ sourceDocument: source, userErrors: [] });
  expect(payloadOf(await record({ ...source, idempotencyKey: "k" }))).toEqual(first);
  expect((await subgraph.execute(`{ sourceDocument(code: "${source.code}") { publisher } }`)).data).toEqual({
    sourceDocument: { publisher: "Hànộimới" },
  });
  expect(payloadOf(await record({ ...source, publishedOn: "2025-11", code: "other" })).userErrors).toEqual(
    [],
  );
});

it.each([
  [
    "without a publisher",
    { publisher: null },
    "BAD_USER_INPUT",
    "publisher: expected who published it; got none.",
  ],
  [
    "with a blank publisher",
    { publisher: "  " },
    "BAD_USER_INPUT",
    "publisher: expected 1 to 500 characters, not all blank, and no NUL; got 2.",
  ],
  [
    "with a blank title",
    { title: "" },
    "BAD_USER_INPUT",
    "title: expected 1 to 500 characters, not all blank, and no NUL; got 0.",
  ],
  [
    "of a day to come",
    { publishedOn: "2025-11-15" },
    "BAD_USER_INPUT",
    "publishedOn: expected today, 2025-11-14, or before; got 2025-11-15.",
  ],
  [
    "of no day",
    { publishedOn: "2025-02-30" },
    "BAD_USER_INPUT",
    'publishedOn: expected YYYY-MM-DD or YYYY-MM; got "2025-02-30".',
  ],
  [
    "that is nowhere",
    { url: "javascript:alert(1)" },
    "BAD_USER_INPUT",
    `url: expected ${expectedUrl}; got "javascript:alert(1)".`,
  ],
  [
    "that needs a password",
    { url: "https://lan:secret@hanoi.example.invalid/" },
    "BAD_USER_INPUT",
    `url: expected ${expectedUrl}; got "https://lan:secret@hanoi.example.invalid/".`,
  ],
  [
    "with half of a character in its title",
    { title: "Tin\ud83d" },
    "BAD_USER_INPUT",
    "title: expected 1 to 500 characters, not all blank, and no NUL; got one with half of a character.",
  ],
  [
    "with a code of blanks",
    { code: "a b" },
    "BAD_USER_INPUT",
    'code: expected 1 to 80 small letters, digits, points and hyphens; got "a b".',
  ],
  [
    "with a code that is taken",
    { code: "vietnamplus-2025-11-14" },
    "ALREADY_EXISTS",
    "code: expected a code that no source document has; vietnamplus-2025-11-14 is taken.",
  ],
])("refuses one %s, and changes nothing", async (_, changed, code, message) => {
  const before = await count();
  const { sourceDocument: recorded, userErrors } = payloadOf(
    await record({ ...source, code: "new-one", ...changed }),
  );
  expect([recorded, userErrors.map((error) => [error.code, error.message])]).toEqual([
    null,
    [[code, message]],
  ]);
  expect(await count()).toBe(before);
});

it("is for editors and admins", async () => {
  expect((await record(source, publicViewer)).errors).toMatchObject([{ code: "UNAUTHENTICATED" }]);
  const analyst: Viewer = { subject: "a", role: "analyst", organization: null };
  expect((await record(source, analyst)).errors).toMatchObject([{ code: "FORBIDDEN" }]);
});
