import { isJsonObject } from "../values/json";

/** Texts of one client's operations, by the id that it asks for them by. */
export type Manifest = ReadonlyMap<string, string>;

/**
 * Reads a manifest as clients' tools write it: an object of texts by id, as GraphQL Code Generator
 * (`persisted-documents.json`) and Relay (`persistConfig.file`) do, or Apollo's with `format`, `version` and `operations`.
 * Throws for anything else, saying what was expected.
 */
export function readManifest(json: string): Manifest {
  const manifest: unknown = JSON.parse(json);
  if (!isJsonObject(manifest)) throw new Error(`Expected ${shapes}.`);
  return new Map("format" in manifest ? apolloEntries(manifest) : Object.entries(manifest).map(entryOf));
}

const shapes =
  'an object of texts by id, or {"format": "apollo-persisted-query-manifest", "version": 1, "operations": […]}';

function apolloEntries({ format, version, operations }: Record<string, unknown>): [string, string][] {
  if (format !== "apollo-persisted-query-manifest" || version !== 1 || !Array.isArray(operations)) {
    throw new Error(`Expected ${shapes}.`);
  }
  return operations.map((operation) => {
    if (!isJsonObject(operation))
      throw new Error("Expected each of the operations to have an id and a body.");
    return entryOf([String(operation.id ?? ""), operation.body]);
  });
}

function entryOf([id, text]: [string, unknown]): [string, string] {
  if (id === "" || typeof text !== "string" || text.trim() === "") {
    throw new Error(`Expected the text of an operation for the id ${JSON.stringify(id)}.`);
  }
  return [id, text];
}
