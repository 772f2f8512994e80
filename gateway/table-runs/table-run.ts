import type { ErrorCode } from "../../shared/base/errors/registry";
import type { Viewer } from "../../shared/http/identity/viewer";

export const runStates = ["running", "done", "failed", "cancelled"] as const;
export type RunState = (typeof runStates)[number];

/** What is known of a table before its first row. */
export interface RunDraft {
  /** Of the file. */
  name: string;
  format: string;
  savedQuery?: string | undefined;
  /** Id of the share that it was asked for by. */
  share?: string | undefined;
  viewer: Viewer;
  requestId: string;
}

/** A table on its way to a client, or one of the last days. */
export interface TableRun {
  id: string;
  name: string;
  format: string;
  savedQuery: string | null;
  share: string | null;
  /** Who asked; null for the public. */
  subject: string | null;
  role: string;
  state: RunState;
  /** Rows that were written so far, as of a second ago while it is running. */
  rows: number;
  expectedRows: number | null;
  errorCode: ErrorCode | null;
  startedAt: Date;
  endedAt: Date | null;
}

/** How a run ended. */
export interface RunEnd {
  state: Exclude<RunState, "running">;
  errorCode?: ErrorCode | undefined;
}
