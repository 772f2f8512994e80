import { requestApi } from "../api/request-api";
import { type FileOptions, type FileSource, fileRequest } from "../api/tables";

/** How far a file is. */
export interface FileProgress {
  bytes: number;
  /** Of the table's run, by which its rows are asked for. */
  runId?: string | undefined;
  /** How many rows there will be, where that is known. */
  expectedRows?: number | undefined;
}

/** A file that came whole. */
export interface LoadedFile {
  name: string;
  content: Blob;
}

/**
 * Loads a table's file, and tells how far it is. Throws ApiError where it is refused, and whatever fetch throws where it
 * broke off half-way: what has come by then is no file.
 */
export async function loadFile(
  source: FileSource,
  options: FileOptions,
  signal: AbortSignal,
  onProgress: (progress: FileProgress) => void,
): Promise<LoadedFile> {
  const { path, body } = fileRequest(source, options);
  const response = await requestApi(path, { body, signal });
  const expected = Number(response.headers.get("x-table-expected-rows") ?? Number.NaN);
  const known = {
    runId: response.headers.get("x-table-run") ?? undefined,
    expectedRows: Number.isFinite(expected) ? expected : undefined,
  };
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    pieces.push(piece);
    bytes += piece.length;
    onProgress({ ...known, bytes });
  }
  const type = response.headers.get("content-type") ?? "application/octet-stream";
  const name = nameIn(response.headers.get("content-disposition")) ?? `table.${options.format}`;
  return { name, content: new Blob(pieces, { type }) };
}

/** Hands a file to the browser, which asks or knows where to put it. */
export function keepFile({ name, content }: LoadedFile): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Not at once: the browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The name that RFC 6266 prefers: `filename*`, in UTF-8. */
function nameIn(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="([^"]+)"/i.exec(disposition ?? "")?.[1];
}
