import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema } from "graphql";
import { fromRoot } from "../../../shared/base/project/project-root";
import { documentFolders, readPageManifests } from "./document-folders";
import { generateDocuments } from "./generate-documents";
import { readScalarTypes } from "./scalar-types";

it.each(documentFolders)(
  "the documents of the $client are as `npm run compose` writes them",
  async ({ folder }) => {
    const schema = buildSchema(readFileSync(fromRoot("gateway", "schema.graphql"), "utf8"));
    const files = await generateDocuments(schema, folder, readScalarTypes());
    const written = Object.keys(files).map((file) => [file, readFileSync(join(folder, file), "utf8")]);
    expect(Object.fromEntries(written)).toEqual(files);
  },
);

it("gives the gateway a text for each document of a page", () => {
  const manifests = readPageManifests();
  expect([...manifests.keys()]).toEqual(["dashboard"]);
  expect(
    [...(manifests.get("dashboard")?.values() ?? [])].every((text) => /^(query|subscription) /m.test(text)),
  ).toBe(true);
});

describe("a folder of documents", () => {
  const schema = buildSchema(
    "scalar Day type Query { day(of: Day!): Day } type Subscription { live: Query! }",
  );
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(fromRoot("dist", "documents-test-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("becomes types, constants with hashes, and texts by hash", async () => {
    const text = "query Today($of: Day!) { day(of: $of) }\n";
    writeFileSync(join(folder, "today.graphql"), text);
    const { "documents.ts": types, "manifest.json": manifest } = await generateDocuments(schema, folder, {
      Day: "string",
    });
    const live = "subscription Today($of: Day!) {\n  live {\n    day(of: $of)\n  }\n}\n";
    const [hash, liveHash] = [text, live].map((each) => createHash("sha256").update(each).digest("hex"));
    expect(JSON.parse(manifest ?? "")).toEqual({ [hash ?? ""]: text, [liveHash ?? ""]: live });
    expect(types).toContain("export type TodayQuery = { readonly day: string | null };");
    expect(types).toContain(
      `export const Today: TrustedDocument<TodayQuery, TodayQueryVariables> = trusted("Today", "${hash}", "${liveHash}");`,
    );
  });

  it.each([
    [
      "query Today { hour }",
      'odd.graphql: Cannot query field "hour" on type "Query". Cannot query field "hour" on type "Query".',
    ],
    ["{ day(of: 1) }", "odd.graphql: expected one operation with a name; got 1."],
    [
      "query A { __typename } query B { __typename }",
      "odd.graphql: expected one operation with a name; got 2.",
    ],
  ])("with %s is refused", async (text, message) => {
    writeFileSync(join(folder, "odd.graphql"), text);
    await expect(generateDocuments(schema, folder, {})).rejects.toThrow(message);
  });
});
