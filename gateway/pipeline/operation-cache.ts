import { type DocumentNode, parse } from "graphql";
import type { CacheState } from "../../shared/base/cache/weighted-cache";
import type { GraphError } from "../../shared/base/errors/graph-error";
import type { Role, Viewer } from "../../shared/http/identity/viewer";
import type { Limits } from "../cost/limits";
import { isFastValid } from "../document/fast-validation";
import { readDocument, readText } from "../document/read-text";
import { isMet } from "../guards/guard";
import type { RequestRate } from "../rates/register-rates";
import { hashOf } from "../request/operation-record";
import type { DocumentWorker } from "../thread/document-worker";
import { chooseOperation } from "./choose-operation";
import { createLargeDocuments } from "./large-documents";
import {
  createFetched,
  type FetchedOperation,
  type Graph,
  makeReady,
  type ReadyOperation,
} from "./ready-operation";
import { createTextHashes } from "./text-hashes";

/** Texts of up to so many characters are read at once where nothing is wrong with them: it takes less than another thread. */
const shortText = 4_000;
/** Texts of more characters than this pay for being read. */
const freeText = 2_000;
/** Characters that take as long to read as an object to fetch. */
const charactersPerObject = 50;

/** Ways to read a text that are kept of it: others are made ready when they come, and forgotten. */
const maxRestricted = 16;

/** A text of clients: what is wrong with it, and the operations of it that were requested. */
interface KnownText {
  text: string;
  hash: string;
  /** Until an operation of it is ready: of most texts no other is requested; for one that is, the text is read again. */
  document: DocumentNode | undefined;
  errors: readonly GraphError[];
  operations: Map<string | undefined, ReadyOperation>;
  /** The same for viewers who may not read all of them, by what they may not. */
  restricted: Map<string, ReadyOperation>;
}

/** An operation of a text, and its viewer. */
export interface RequestedOperation {
  query: string;
  operationName?: string | undefined;
  role: Role;
  /** Whose rights it is made ready for; null: it is planned in advance, and run for nobody. */
  viewer: Viewer | null;
  /** Pays for reading what was never seen. */
  rate?: RequestRate | undefined;
}

/** The texts that clients have sent, and their operations, each made ready once. */
export interface OperationCache {
  /** Throws InvalidDocument, and GraphError for what cannot be read or costs too much as it stands. */
  ready(requested: RequestedOperation): Promise<ReadyOperation>;
  mostUsed(limit: number): { query: string; operationName: string | undefined }[];
  /** Of clients' texts, and of what is fetched for them. */
  states(): { texts: CacheState; operations: CacheState };
}

export interface OperationCacheOptions {
  graph: Graph;
  limits: Limits | undefined;
  /** Where long texts are read; absent: here. */
  thread?: Pick<DocumentWorker, "read"> | undefined;
}

/** A text that does not fit the schema, in as many ways as there are errors. */
export class InvalidDocument extends Error {
  override name = "InvalidDocument";

  constructor(readonly errors: readonly GraphError[]) {
    super("Expected a valid document.");
  }
}

export function createOperationCache({ graph, limits, thread }: OperationCacheOptions): OperationCache {
  const texts = createTextHashes<KnownText>();
  const fetched = createTextHashes<FetchedOperation>();
  const reading = new Map<string, Promise<KnownText>>();
  const largeTexts = createLargeDocuments();
  const { schema } = graph;
  let readyOperations = 0;

  const readHere = (query: string, role: Role): Pick<KnownText, "document" | "errors"> | undefined => {
    if (!thread) return readText(query, { schema, limits, role });
    if (query.length > shortText) return undefined;
    const document = readDocument(query, limits, role);
    return isFastValid(schema, document) ? { document, errors: [] } : undefined;
  };
  const readNew = async ({ query, role, rate }: RequestedOperation): Promise<KnownText> => {
    if (query.length > freeText) await rate?.charge(query.length / charactersPerObject);
    const here = readHere(query, role);
    const errors = here?.errors ?? (await thread?.read(query, role, rate?.client ?? "")) ?? [];
    const hash = hashOf(query);
    const read = {
      text: query,
      hash,
      operations: new Map(),
      restricted: new Map(),
      document: here?.document,
      errors,
    };
    texts.set(query, hash, read);
    return read;
  };
  /** A text that is requested again while it is read is not read twice, unless for another role, which other limits apply to. */
  const readOnce = (requested: RequestedOperation): Promise<KnownText> => {
    const key = `${requested.role} ${requested.query}`;
    const known = reading.get(key);
    if (known) return known;
    const begun = readNew(requested).finally(() => reading.delete(key));
    reading.set(key, begun);
    return begun;
  };
  const fetchedFor = (text: string): FetchedOperation => {
    const known = fetched.get(text);
    if (known) return known;
    const created = createFetched(graph, text);
    fetched.set(text, hashOf(text), created);
    return created;
  };
  /** What a viewer may read of an operation: with an id of its own, so that its answers are nobody else's. */
  const restrict = (operation: ReadyOperation, known: KnownText, requested: RequestedOperation) => {
    const { viewer, operationName } = requested;
    const denied = viewer ? operation.guards.filter((guard) => !isMet(guard, viewer)) : [];
    if (denied.length === 0) return operation;
    const key = JSON.stringify([operationName, ...denied.map(({ element }) => element)]);
    const ready = known.restricted.get(key);
    if (ready) return ready;
    const { text, hash, restricted } = known;
    const document = parse(text, { noLocation: true });
    const definition = chooseOperation(document, operationName);
    const made = makeReady({
      ...{ graph, id: readyOperations++, text, document, definition, fetchedFor, hash },
      ...{ located: operation.located, source: operation.source, denied: new Set(denied) },
    });
    if (restricted.size < maxRestricted) restricted.set(key, made);
    return made;
  };
  const makeOperation = (known: KnownText, operationName: string | undefined): ReadyOperation => {
    const { text, hash, operations } = known;
    // It may have been read meanwhile.
    const ready = operations.get(operationName);
    if (ready) return ready;
    // It was read within the limits.
    const document = known.document ?? parse(text, { noLocation: true });
    const definition = chooseOperation(document, operationName);
    const located = () => chooseOperation(parse(text), operationName);
    const source = () => {
      const reread = parse(text, { noLocation: true });
      return { document: reread, definition: chooseOperation(reread, operationName) };
    };
    const made = makeReady({
      ...{ graph, id: readyOperations++, text, document, definition, located, source, fetchedFor, hash },
    });
    operations.set(operationName, made);
    known.document = undefined;
    return made;
  };
  return {
    async ready(requested) {
      const { query, operationName } = requested;
      const text = texts.get(query) ?? (await readOnce(requested));
      if (text.errors.length > 0) throw new InvalidDocument(text.errors);
      const known = text.operations.get(operationName);
      if (known) return known.guards.length === 0 ? known : restrict(known, text, requested);
      const make = () => restrict(makeOperation(text, operationName), text, requested);
      return query.length > shortText ? largeTexts.inTurn(requested.rate?.client ?? "", make) : make();
    },
    mostUsed: (limit) =>
      texts
        .mostUsed(limit)
        .flatMap(({ text, operations }) =>
          [...operations.keys()].map((operationName) => ({ query: text, operationName })),
        ),
    states: () => ({ texts: texts.state(), operations: fetched.state() }),
  };
}
