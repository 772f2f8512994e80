import { requestJson } from "./request-api";

/** A table on its way to a client. */
export interface TableRun {
  id: string;
  state: "running" | "done" | "failed" | "cancelled";
  rows: number;
  expectedRows: number | null;
}

/** How far it is. */
export function requestRun(id: string, signal: AbortSignal): Promise<TableRun> {
  return requestJson<TableRun>(`/table-runs/${encodeURIComponent(id)}`, { signal });
}

/** Ends it, in whichever process of the gateway it runs. */
export function cancelRun(id: string): Promise<void> {
  return requestJson(`/table-runs/${encodeURIComponent(id)}`, { method: "DELETE" });
}
