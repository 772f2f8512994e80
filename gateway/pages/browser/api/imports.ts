import { session } from "../session/session";
import { ApiError, noAnswer, notReached, type ToldError } from "./api-error";
import { requestApi, requestJson } from "./request-api";
import { requestGraphql } from "./request-graphql";

/** A kind of file that a sector takes in. */
export interface DescribedImport {
  name: string;
  description: string;
  isForEditors: boolean;
  columns: {
    key: string;
    header: { en: string; vi: string };
    required: boolean;
    expected: string;
    example: string;
  }[];
}

export interface SectorImports {
  sector: string;
  imports: DescribedImport[];
}

/** A problem, or a note: where it is, and a sentence. */
export interface ToldCells {
  lines: number[];
  count: number;
  column: { letters: string; header: string } | null;
  message: string;
}

export interface ImportAnswer {
  taken: boolean;
  dryRun: boolean;
  import: string | null;
  run: string | null;
  rows: number;
  inserted: number;
  changed: number;
  unchanged: number;
  problems: ToldCells[];
  moreProblems: number;
  notes: ToldCells[];
}

/** How far an import is. */
export interface ImportProgress {
  step?: string;
  bytes?: number;
  size?: number | null;
}

export interface ImportRun {
  id: string;
  name: string;
  file: string;
  actor: string;
  organization: string | null;
  finishedAt: string;
  inserted: number;
  changed: number;
  unchanged: number;
  undoable: boolean;
  undoneAt: string | null;
}

type Language = "vi" | "en";

/** The sectors that take files, and which; of those that can be asked now. */
export async function listImports(language: Language, signal: AbortSignal): Promise<SectorImports[]> {
  const { sectors } = await requestJson<{ sectors: SectorImports[] }>(`/imports?language=${language}`, {
    signal,
  });
  return sectors;
}

/** The workbook to fill in. */
export async function requestTemplate(sector: string, name: string, language: Language): Promise<Blob> {
  const search = new URLSearchParams({ import: name, language });
  return (await requestApi(`${pathOf(sector)}/template?${search}`)).blob();
}

export interface SentFile {
  sector: string;
  import: string;
  file: File;
  dryRun: boolean;
  acceptHints: boolean;
  language: Language;
}

/**
 * Sends a file, and tells how far it is until the answer has come. Throws ApiError with what the server has told.
 */
export async function sendFile(
  { sector, file, ...options }: SentFile,
  signal: AbortSignal,
  tell: (progress: ImportProgress) => void,
): Promise<ImportAnswer> {
  const search = new URLSearchParams({
    ...{ import: options.import, language: options.language, file: file.name },
    ...{ dryRun: String(options.dryRun), acceptHints: String(options.acceptHints) },
  });
  const token = session.token();
  const response = await fetch(`${pathOf(sector)}?${search}`, {
    method: "POST",
    credentials: "same-origin",
    headers: {
      accept: "application/x-ndjson",
      "content-type": "application/octet-stream",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: file,
    signal,
  }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new ApiError(0, [{ message: "", extensions: { code: notReached } }], { cause });
  });
  if (!response.ok || !response.body) {
    const told = (await response.json().catch(() => undefined)) as { errors?: ToldError[] } | undefined;
    throw new ApiError(response.status, told?.errors ?? [{ message: "", extensions: { code: noAnswer } }]);
  }
  for await (const line of linesOf(response.body)) {
    if (line.answer) return line.answer;
    if (line.errors) throw new ApiError(response.status, line.errors);
    tell(line);
  }
  throw new ApiError(response.status, [{ message: "", extensions: { code: noAnswer } }]);
}

type Line = ImportProgress & { answer?: ImportAnswer; errors?: ToldError[] };

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  while (true) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield JSON.parse(line) as Line;
  }
}

/** The last files of a sector. */
export async function listRuns(sector: string, signal: AbortSignal): Promise<ImportRun[]> {
  const field = `${sector.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Imports`;
  const selection = "id name file actor organization finishedAt inserted changed unchanged undoable undoneAt";
  const query = `query ImportRuns { runs: ${field}(first: 20) { nodes { ${selection} } } }`;
  const { data, errors } = await requestGraphql<{ runs: { nodes: ImportRun[] } | null }>(
    { query },
    { signal },
  );
  if (!data?.runs) throw new ApiError(200, errors ?? []);
  return data.runs.nodes;
}

/** Takes a run back. */
export function undoRun(sector: string, run: string): Promise<{ changes: number }> {
  return requestJson(`${pathOf(sector)}/undo?run=${encodeURIComponent(run)}`, { method: "POST" });
}

const pathOf = (sector: string) => `/imports/${encodeURIComponent(sector)}`;
