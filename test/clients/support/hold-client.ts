import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  type OperationName,
  plainAnswer,
  task,
  token,
  url,
  urlWithoutProcedures,
  widgetNames,
  widgets,
  withoutTypenames,
} from "./graph.ts";

/** What a client gives: data, as far as it came, and whether it says that something failed. */
export interface ClientAnswer {
  data: unknown;
  /** Codes of the errors, in any order; for a client that gives none of them, whether there were some. */
  failed: boolean;
}

/** Asks by a client, made anew each time, with an empty cache. */
export type AskByClient = (
  name: OperationName,
  variables: object,
  options: { url: string; token?: string },
) => Promise<ClientAnswer>;

/** Holds a client to what plain HTTP answers: what every client of the graph is expected to do. */
export function holdClient(name: string, ask: AskByClient): void {
  const same = async (
    operation: OperationName,
    variables: object,
    options: { url: string; token?: string },
  ) => {
    const { data, failed } = await ask(operation, variables, options);
    const plain = await plainAnswer(operation, variables, options);
    assert.deepEqual(withoutTypenames(data), withoutTypenames(plain.data));
    assert.equal(failed, plain.errors !== undefined);
    return plain.data;
  };

  describe(name, () => {
    for (const widget of widgetNames) {
      it(`gives the widget ${widget} as it was answered`, async () => {
        const data = await same(widget, widgets[widget], { url });
        assert.ok(JSON.stringify(data).length > 100);
      });
    }

    it("turns pages forwards and backwards, and meets the same rows", async () => {
      const codesOf = (data: unknown) => (data as Overdue).tasks.edges.map(({ node }) => node.code);
      const pageInfoOf = (data: unknown) => (data as Overdue).tasks.pageInfo;
      const whole = codesOf((await plainAnswer("overdue", { first: 100 })).data);
      assert.ok(whole.length >= 10);
      const forwards: string[] = [];
      for (let after: string | null = null; ; ) {
        const { data } = await ask("overdue", { first: 4, after }, { url });
        forwards.push(...codesOf(data));
        if (!pageInfoOf(data).hasNextPage) break;
        after = pageInfoOf(data).endCursor;
      }
      const backwards: string[] = [];
      for (let before: string | null = null; ; ) {
        const { data } = await ask("overdue", { last: 4, before }, { url });
        backwards.unshift(...codesOf(data));
        if (!pageInfoOf(data).hasPreviousPage) break;
        before = pageInfoOf(data).startCursor;
      }
      assert.deepEqual([forwards, backwards], [whole, whole]);
    });

    it("changes a task, and is told by userErrors when somebody else was faster", async () => {
      const { data } = await plainAnswer("task", { id: task });
      const { version, progress } = (data as { node: { version: number; progress: number } }).node;
      const input = {
        task,
        progress: progress < 0.5 ? progress + 0.01 : progress - 0.01,
        expectedVersion: version,
      };
      const first = await ask("report-progress", { input }, { url, token });
      assert.deepEqual(withoutTypenames(first), {
        data: {
          reportTaskProgress: {
            task: { id: task, progress: input.progress, version: version + 1 },
            userErrors: [],
          },
        },
        failed: false,
      });
      const second = await ask("report-progress", { input }, { url, token });
      const { reportTaskProgress: payload } = second.data as ReportProgress;
      assert.deepEqual(
        [payload?.task, payload?.userErrors.map(({ code }) => code), second.failed],
        [null, ["STALE_VERSION"], false],
      );
    });

    it("is told by an error what it may not do", async () => {
      const input = { task, progress: 0.5, expectedVersion: 1 };
      const { data, failed } = await ask("report-progress", { input }, { url });
      assert.equal(failed, true);
      assert.equal((data as ReportProgress | null | undefined)?.reportTaskProgress ?? null, null);
    });
  });
}

/** For clients that give what came: one sector down is one sector's loss. */
export function holdToPartialAnswers(name: string, ask: AskByClient): void {
  it(`${name} keeps what came when a sector is down`, async () => {
    const { data, failed } = await ask("board", {}, { url: urlWithoutProcedures });
    const whole = (await plainAnswer("board", {})).data as object;
    assert.equal(failed, true);
    assert.deepEqual(withoutTypenames(data), { ...whole, dossierStats: null });
  });
}

interface Overdue {
  tasks: {
    edges: { node: { code: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string; hasPreviousPage: boolean; startCursor: string };
  };
}

interface ReportProgress {
  reportTaskProgress: { task: unknown; userErrors: { code: string }[] } | null;
}
