import "../../../shared/base/process/check-node";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema } from "graphql";
import { fromRoot } from "../../../shared/base/project/project-root";
import { type GeneratedFile, writeGenerated } from "../../../shared/base/project/write-generated";
import { documentFolders } from "./document-folders";
import { generateDocuments } from "./generate-documents";
import { readScalarTypes } from "./scalar-types";

/* Writes what the pages are built of their documents, after `npm run compose` has written the clients' schema. */

async function main(): Promise<void> {
  const schema = buildSchema(readFileSync(fromRoot("gateway", "schema.graphql"), "utf8"));
  const generated: GeneratedFile[] = [];
  for (const { folder } of documentFolders) {
    const files = await generateDocuments(schema, folder, readScalarTypes());
    for (const [file, text] of Object.entries(files)) generated.push({ file: join(folder, file), text });
  }
  writeGenerated(generated);
}

void main();
