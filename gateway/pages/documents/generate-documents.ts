import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { plugin } from "@graphql-codegen/typescript-operations";
import { type DocumentNode, type GraphQLSchema, Kind, parse, validate } from "graphql";
import { manifestFile, typesFile } from "./document-folders";

/** Text of a file by its name. */
export type GeneratedFiles = Readonly<Record<string, string>>;

const header = "/* Written by `npm run compose` of the documents in this folder; not to be edited. */\n";

/**
 * What a page is built of its documents: their types, each as a constant that carries its hash and no text, and the
 * manifest by which the gateway knows the texts. `scalars` are the TypeScript types of the graph's own scalars. Throws
 * where a document does not fit the schema, with its file.
 */
export async function generateDocuments(
  schema: GraphQLSchema,
  folder: string,
  scalars: Readonly<Record<string, string>>,
): Promise<GeneratedFiles> {
  const documents = readDocuments(folder);
  for (const { file, document } of documents) {
    const problems = validate(schema, document);
    if (problems.length > 0) throw new Error(`${file}: ${problems.map(({ message }) => message).join(" ")}`);
  }
  const types = await plugin(
    schema,
    documents.map(({ file, document }) => ({ location: file, document })),
    {
      scalars: { ...scalars, ID: "string" },
      ...({ enumType: "string-literal", immutableTypes: true, skipTypename: true } as const),
      disableDescriptions: true,
    },
    { outputFile: typesFile },
  );
  const { prepend = [], content } = typeof types === "string" ? { content: types } : types;
  const constants = documents.map(
    ({ name, hash }) =>
      `export const ${name}: TrustedDocument<${name}Query, ${name}QueryVariables> = trusted("${name}", "${hash}");`,
  );
  const imports = 'import { type TrustedDocument, trusted } from "./trusted-document";\n';
  const manifest = Object.fromEntries(documents.map(({ hash, text }) => [hash, text]));
  return {
    [typesFile]: [header, ...prepend, imports, content, ...constants, ""].join("\n"),
    [manifestFile]: `${JSON.stringify(manifest, null, 2)}\n`,
  };
}

interface ReadDocument {
  file: string;
  name: string;
  text: string;
  document: DocumentNode;
  /** SHA-256 of the text, in hex. */
  hash: string;
}

function readDocuments(folder: string): ReadDocument[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".graphql"))
    .toSorted()
    .map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const document = parse(text);
      const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
      const [operation] = operations;
      const name = operation && "name" in operation ? operation.name?.value : undefined;
      if (operations.length !== 1 || name === undefined) {
        throw new Error(`${file}: expected one operation with a name; got ${operations.length}.`);
      }
      return { file, name, text, document, hash: createHash("sha256").update(text).digest("hex") };
    });
}
