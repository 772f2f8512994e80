import type { AnyVariables, TypedDocumentNode } from "@urql/core";

/**
 * An operation that the gateway knows by its hash, with the types of its answer and variables. It carries no text: the
 * page sends the hash, and loads the texts (documents/manifest.json) only for who wants to see one.
 */
export interface TrustedDocument<Data, Variables extends AnyVariables>
  extends TypedDocumentNode<Data, Variables> {
  name: string;
  /** SHA-256 of its text, in hex. */
  documentId: string;
  /** The same of the subscription by which its answer comes again whenever it changes. */
  liveId: string;
}

/** A document by its name and hashes. */
export function trusted<Data, Variables extends AnyVariables>(
  name: string,
  documentId: string,
  liveId: string,
): TrustedDocument<Data, Variables> {
  const kind = "Document" as TrustedDocument<Data, Variables>["kind"];
  return { kind, definitions: [], name, documentId, liveId };
}
