import type { IncomingMessage, ServerResponse } from "node:http";
import type { ChangeNotice } from "../../../shared/base/changes/change-notice";

/** `GET /changes` of a stub: what a test says has changed. Positions are numbers of notices. */
export interface StubFeed {
  /** Tells that a table was written to. */
  change(relation?: string): void;
  /** Tells that the clock has passed an instant. */
  pass(instant: string): void;
  /** Ends all connections, and answers 503 while broken. */
  setBroken(isBroken: boolean): void;
  /** Knows no position of before any more. */
  forget(): void;
  /** Says nothing more on the connections that are open, and leaves them open. */
  fallSilent(): void;
  /** Sends a beat to all. */
  beat(): void;
  /** Who reads now. */
  readonly readers: number;
  /** Requests for notices so far, by what they asked after. */
  readonly opened: readonly (string | null)[];
  /** Fulfilled when somebody reads, or nobody any more. */
  untilReaders(count: number): Promise<void>;
  answer(request: IncomingMessage, response: ServerResponse): void;
}

export function createStubFeed(): StubFeed {
  const readers = new Set<ServerResponse>();
  const opened: (string | null)[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let notices: Omit<ChangeNotice, "position">[] = [];
  let forgotten = 0;
  let isBroken = false;
  const line = (after: number, notice: Omit<ChangeNotice, "position">) =>
    `${JSON.stringify({ position: String(after), ...notice })}\n`;
  const look = () => {
    for (const { count, resolve } of waiting) if (readers.size === count) resolve();
  };
  const tell = (notice: Omit<ChangeNotice, "position">) => {
    notices.push(notice);
    for (const reader of readers) reader.write(line(forgotten + notices.length, notice));
  };
  const changed = (relation: string) => ({ changes: [{ relation, size: 1, keys: null }] });
  return {
    opened,
    get readers() {
      return readers.size;
    },
    change: (relation = "row") => tell(changed(relation)),
    pass: (passed) => tell({ changes: [], passed }),
    setBroken(broken) {
      isBroken = broken;
      if (broken) for (const reader of readers) reader.destroy();
    },
    forget() {
      forgotten += notices.length;
      notices = [];
    },
    fallSilent: () => readers.clear(),
    beat() {
      for (const reader of readers) reader.write("\n");
    },
    untilReaders: (count) =>
      new Promise((resolve) => {
        waiting.push({ count, resolve });
        look();
      }),
    answer(request, response) {
      const after = new URL(request.url ?? "", "http://stub").searchParams.get("after");
      opened.push(after);
      if (isBroken) return void response.writeHead(503).end();
      if (after !== null && Number(after) < forgotten) {
        const error = { message: "Lost.", extensions: { code: "INVALID_CURSOR" } };
        return void response.writeHead(400).end(JSON.stringify({ errors: [error] }));
      }
      const missed = after === null ? [] : notices.slice(Number(after) - forgotten);
      const changes = missed.flatMap((notice) => notice.changes ?? []);
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      response.write(line(forgotten + notices.length, { changes }));
      readers.add(response);
      response.once("close", () => {
        readers.delete(response);
        look();
      });
      look();
    },
  };
}
