import { type GraphQLDataSourceProcessOptions, RemoteGraphQLDataSource } from "@apollo/gateway";
import { type DocumentNode, type GraphQLFormattedError, Kind, parse, type SelectionNode } from "graphql";
import { requestIdHeader } from "../../shared/http/request-id";
import { type StatementSigner, statementHeader } from "../../shared/identity/statement";
import { publicViewer } from "../../shared/identity/viewer";
import type { Logger } from "../../shared/log/logger";
import type { GatewayContext } from "../context";
import { type CheckedAnswer, checkAnswer } from "./check-answer";
import type { SubgraphClient } from "./subgraph-client";

export interface SubgraphDataSourceOptions {
  name: string;
  client: SubgraphClient;
  signer: StatementSigner;
  log: Logger;
}

/**
 * The one way from the gateway to a subgraph. A fetch carries the operation, a statement of who asks and
 * the request id; no header of the client's request goes along, so none can pass for the gateway's.
 */
export class SubgraphDataSource extends RemoteGraphQLDataSource<GatewayContext> {
  readonly #options: SubgraphDataSourceOptions;

  constructor(options: SubgraphDataSourceOptions) {
    super();
    this.#options = options;
  }

  /** Never throws for what the subgraph does: the rest of the plan goes on, and its data is delivered. */
  override async process(
    options: GraphQLDataSourceProcessOptions<GatewayContext>,
  ): ReturnType<RemoteGraphQLDataSource["process"]> {
    const { query = "", variables, operationName } = options.request;
    const { viewer = publicViewer, requestId } = options.context;
    const body = JSON.stringify({ query, variables, operationName });
    try {
      return await this.#fetch(body, { viewer, requestId });
    } catch (error) {
      const { name, log } = this.#options;
      log.error({ err: error, subgraph: name, requestId }, "a subgraph failed");
      const document = "document" in options ? options.document : undefined;
      return { errors: unavailable(name, pathsOf(document ?? parse(query))) };
    }
  }

  async #fetch(body: string, { viewer, requestId }: GatewayContext): Promise<CheckedAnswer> {
    const { name, client, signer } = this.#options;
    const answer = await client.post(body, {
      [statementHeader]: await signer.sign(viewer, name),
      ...(requestId && { [requestIdHeader]: requestId }),
    });
    return checkAnswer(answer);
  }
}

function unavailable(name: string, paths: (string | number)[][]): GraphQLFormattedError[] {
  return paths.map((path) => ({
    message: `The subgraph ${name} does not answer as it should now; try again shortly.`,
    path,
    extensions: { code: "SERVICE_UNAVAILABLE" },
  }));
}

/**
 * Paths of the fields that a fetch asks for, in the subgraph's terms: `["tasks"]`, or for entities
 * `["_entities", 0, "taskStats"]`, which the gateway turns into the client's path of the first entity.
 */
function pathsOf(document: DocumentNode): (string | number)[][] {
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const selections =
    operation && "selectionSet" in operation ? operation.selectionSet?.selections : undefined;
  const root = selections?.[0];
  if (root?.kind !== Kind.FIELD || root.name.value !== "_entities") {
    return namesOf(selections ?? []).map((name) => [name]);
  }
  return namesOf(root.selectionSet?.selections ?? []).map((name) => ["_entities", 0, name]);
}

/** Response names of fields, those within inline fragments included, each once. */
function namesOf(selections: readonly SelectionNode[]): string[] {
  const names = selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.alias?.value ?? selection.name.value];
    return selection.kind === Kind.INLINE_FRAGMENT ? namesOf(selection.selectionSet.selections) : [];
  });
  return [...new Set(names.filter((name) => name !== "__typename"))];
}
