import type { GraphQLFormattedError } from "graphql";

/**
 * Events of one among several operations of a stream, which its client tells apart by their ids. See
 * https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#event-stream-1
 */
export function createSharedEvents(id: string) {
  const lead = Buffer.from(`event: next\ndata: {"id":${JSON.stringify(id)},"payload":`);
  const complete = `event: complete\ndata: ${JSON.stringify({ id })}\n\n`;
  return {
    next: (json: Buffer) => Buffer.concat([lead, json, nextEnd]),
    complete: () => complete,
    fail: (errors: readonly GraphQLFormattedError[]) =>
      `event: next\ndata: ${JSON.stringify({ id, payload: { errors } })}\n\n${complete}`,
  };
}

const nextEnd = Buffer.from("}\n\n");
