import type { Language } from "../../../tables/table";
import { requestJson } from "./request-api";
import type { Format, TableQuery } from "./tables";

/** What a saved query runs. */
export type SavedContent = ({ kind: "query" } & TableQuery) | SavedSql;

export interface SavedSql {
  kind: "sql";
  tables: Record<string, TableQuery>;
  sql: string;
}

export type SavedDraft = SavedContent & {
  /** A part of its address: lower-case letters, digits and hyphens. */
  name: string;
  title: string;
  visibility: "own" | "everyone";
  language?: Language;
};

export type SavedQuery = SavedDraft & {
  owner: string | null;
  isOwn: boolean;
  mayChange: boolean;
  version: number;
  updatedAt: string;
  parameters: readonly { name: string; type: string; default?: unknown }[];
  /** Why it does not fit the schema that there is now. */
  schemaProblems?: readonly { message: string; breaks: boolean }[];
};

export interface Share {
  id: string;
  format: string;
  expiresAt: string;
  revokedAt: string | null;
  state: string;
  uses: number;
}

const path = "/saved-queries";
const pathOf = (name: string) => `${path}/${encodeURIComponent(name)}`;

/** Those that ship with the project, the viewer's own and everyone's. */
export async function listSavedQueries(signal: AbortSignal): Promise<SavedQuery[]> {
  const found: SavedQuery[] = [];
  let after: string | null = "";
  while (after !== null) {
    const search = new URLSearchParams({ after });
    const page: { savedQueries: SavedQuery[]; next: string | null } = await requestJson(`${path}?${search}`, {
      signal,
    });
    found.push(...page.savedQueries);
    after = page.next ?? null;
  }
  return found;
}

/** Saves a new one. */
export function saveQuery(draft: SavedDraft): Promise<SavedQuery> {
  return requestJson(path, { body: draft });
}

/** Changes one that is based on a version of it; its name stays. */
export function changeQuery(draft: SavedDraft & { version: number }): Promise<SavedQuery> {
  return requestJson(pathOf(draft.name), { method: "PUT", body: draft });
}

export function deleteQuery(name: string): Promise<void> {
  return requestJson(pathOf(name), { method: "DELETE" });
}

/** Makes an address that opens without a token until it expires. It is told once. */
export function shareQuery(
  name: string,
  options: { format: Format; days: number; language: Language; locale: Language },
): Promise<Share & { url: string }> {
  return requestJson(`${pathOf(name)}/shares`, { body: options });
}

export async function listShares(name: string, signal: AbortSignal): Promise<Share[]> {
  const { shares } = await requestJson<{ shares: Share[] }>(`${pathOf(name)}/shares`, { signal });
  return shares;
}

/** Takes an address back before it expires. */
export function revokeShare(name: string, id: string): Promise<void> {
  return requestJson(`${pathOf(name)}/shares/${encodeURIComponent(id)}`, { method: "DELETE" });
}
