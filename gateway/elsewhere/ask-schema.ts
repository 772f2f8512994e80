import { parse } from "graphql";
import { z } from "zod";
import { type InternalTokenSigner, internalTokenHeader } from "../../shared/http/identity/internal-token";
import { publicViewer } from "../../shared/http/identity/viewer";
import { checkAnswer } from "../transport/check-answer";
import { createSubgraphClient } from "../transport/subgraph-client";
import type { SubgraphConnector } from "../transport/subgraph-connector";

export interface AskSchemaOptions {
  /** The audience of the internal token. */
  name: string;
  /** Of its /graphql. */
  url: string;
  signer: InternalTokenSigner;
  connect?: SubgraphConnector | undefined;
  /** For the whole answer, in milliseconds; 5 s by default. */
  timeoutMs?: number;
}

/** Larger than any schema that people can read, in bytes. */
const maxAnswerBytes = 4 * 1024 * 1024;

const body = JSON.stringify({ query: "{ _service { sdl } }" });
const answer = z.object({ _service: z.object({ sdl: z.string().min(1) }) });

/**
 * Text of the schema that a subgraph says it has, with an end of line. Throws an error that says what was expected when it
 * does not answer, or answers something else.
 * See https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec
 */
export async function askSchema(options: AskSchemaOptions): Promise<string> {
  const { name, url, signer, connect, timeoutMs = 5_000 } = options;
  const client = createSubgraphClient({ url, connect, timeoutMs, maxAnswerBytes });
  try {
    const headers = [internalTokenHeader, await signer.sign(publicViewer, name)];
    const { data, errors } = checkAnswer(await client.post(body, headers));
    if (errors) throw new Error(`Expected an answer without errors: ${errors[0]?.message}`);
    const { sdl } = answer.parse(data)._service;
    parse(sdl);
    return `${sdl.trimEnd()}\n`;
  } finally {
    await client.close();
  }
}
