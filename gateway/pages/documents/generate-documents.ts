import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { plugin } from "@graphql-codegen/typescript-operations";
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
  validate,
} from "graphql";
import { manifestFile, typesFile } from "./document-folders";

/** Text of a file by its name. */
export type GeneratedFiles = Readonly<Record<string, string>>;

const header = "/* Written by `npm run compose` of the documents in this folder; not to be edited. */\n";

/**
 * What a page is built of its documents: their types, each as a constant that carries its hash and that of its live query
 * and no text, and the manifest by which the gateway knows the texts. `scalars` are the TypeScript types of the graph's own scalars. Throws
 * where a document does not fit the schema, with its file.
 */
export async function generateDocuments(
  schema: GraphQLSchema,
  folder: string,
  scalars: Readonly<Record<string, string>>,
): Promise<GeneratedFiles> {
  const documents = readDocuments(folder);
  for (const { file, document, live } of documents) {
    const problems = [...validate(schema, document), ...validate(schema, live.document)];
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
    ({ name, hash, live }) =>
      `export const ${name}: TrustedDocument<${name}Query, ${name}QueryVariables> = trusted("${name}", "${hash}", "${live.hash}");`,
  );
  const imports = 'import { type TrustedDocument, trusted } from "./trusted-document";\n';
  const manifest = Object.fromEntries(
    documents.flatMap(({ hash, text, live }) => [
      [hash, text],
      [live.hash, live.text],
    ]),
  );
  return {
    [typesFile]: [header, ...prepend, imports, content, ...constants, ""].join("\n"),
    [manifestFile]: `${JSON.stringify(manifest, null, 2)}\n`,
  };
}

interface HashedText {
  text: string;
  document: DocumentNode;
  /** SHA-256 of the text, in hex. */
  hash: string;
}

interface ReadDocument extends HashedText {
  file: string;
  name: string;
  /** The same as a subscription, whose answer stands under `live`. */
  live: HashedText;
}

function readDocuments(folder: string): ReadDocument[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".graphql"))
    .toSorted()
    .map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const document = parse(text);
      const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
      const [operation] = operations;
      const name = operation?.name?.value;
      if (operations.length !== 1 || !operation || name === undefined) {
        throw new Error(`${file}: expected one operation with a name; got ${operations.length}.`);
      }
      return { file, name, ...hashed(text, document), live: liveOf(document, operation) };
    });
}

function liveOf(document: DocumentNode, query: OperationDefinitionNode): HashedText {
  const { selectionSet } = query;
  const live = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "live" }, selectionSet } as const;
  const subscription: OperationDefinitionNode = {
    ...query,
    operation: OperationTypeNode.SUBSCRIPTION,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [live] },
  };
  const text = `${print({
    ...document,
    definitions: document.definitions.map((each) => (each === query ? subscription : each)),
  })}\n`;
  return hashed(text, parse(text));
}

function hashed(text: string, document: DocumentNode): HashedText {
  return { text, document, hash: createHash("sha256").update(text).digest("hex") };
}
