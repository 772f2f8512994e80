import assert from "node:assert/strict";
import { it } from "node:test";
import { gql, type TypedDocumentNode } from "@apollo/client";
import { createApollo } from "../generated/apollo.ts";
import { url, withoutTypenames } from "../support/graph.ts";

interface Board {
  taskStats?: { totals: { assigned: number } };
  dossierStats?: { totals: { received: number } };
}

const whole: TypedDocumentNode<Board, Record<string, never>> = gql`
  query {
    taskStats { totals { assigned } }
    dossierStats { totals { received } }
  }
`;
const deferred: TypedDocumentNode<Board, Record<string, never>> = gql`
  query {
    taskStats { totals { assigned } }
    ... @defer {
      dossierStats { totals { received } }
    }
  }
`;

it("Apollo Client shows what is not deferred first, and the rest when it comes", async () => {
  const shown: Board[] = [];
  const last = await new Promise<Board | undefined>((resolve, reject) => {
    createApollo(url)
      .watchQuery({ query: deferred })
      .subscribe(({ data, error, dataState }) => {
        if (error) return reject(error);
        if (data) shown.push(withoutTypenames(data) as Board);
        if (dataState === "complete") resolve(shown.at(-1));
      });
  });
  const { data } = await createApollo(url).query({ query: whole });
  const expected = withoutTypenames(data) as Board;
  assert.deepEqual(shown[0], { taskStats: expected.taskStats });
  assert.deepEqual(last, expected);
});
