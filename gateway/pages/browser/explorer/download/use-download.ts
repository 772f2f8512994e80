import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { cancelRun, requestRun } from "../../api/table-runs";
import type { FileOptions, TableSource } from "../../api/tables";
import { type FileProgress, keepFile, loadFile } from "../../download/download-file";

export interface DownloadState {
  /** Of the file on its way; undefined where there is none. */
  progress: (FileProgress & { rows?: number | undefined }) | undefined;
  /** Of the last one that came whole. */
  kept: string | undefined;
  error: unknown;
  start(source: TableSource, options: FileOptions): Promise<void>;
  cancel(): void;
}

/** One file at a time, with its progress. */
export function useDownload(): DownloadState {
  const [progress, setProgress] = useState<FileProgress>();
  const [kept, setKept] = useState<string>();
  const [error, setError] = useState<unknown>();
  const abort = useRef<AbortController>(undefined);
  const runId = progress?.runId;
  const run = useQuery({
    queryKey: ["table-run", runId],
    queryFn: ({ signal }) => requestRun(runId ?? "", signal),
    enabled: runId !== undefined,
    refetchInterval: 1_000,
    retry: false,
  });

  const start = async (source: TableSource, options: FileOptions) => {
    const controller = new AbortController();
    abort.current = controller;
    setError(undefined);
    setKept(undefined);
    setProgress({ bytes: 0 });
    try {
      const file = await loadFile(source, options, controller.signal, setProgress);
      keepFile(file);
      setKept(file.name);
    } catch (failure) {
      if (!controller.signal.aborted) setError(failure);
    } finally {
      setProgress(undefined);
    }
  };
  const cancel = () => {
    abort.current?.abort();
    // The connection may end at a proxy, and the table go on behind it.
    if (runId !== undefined) void cancelRun(runId).catch(() => undefined);
  };
  return { progress: progress && { ...progress, rows: run.data?.rows }, kept, error, start, cancel };
}
