import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type ImportAnswer, type ImportProgress, type SentFile, sendFile } from "../api/imports";

/** A file on its way, and what became of it. */
export interface Sending {
  progress?: ImportProgress;
  answer?: ImportAnswer;
  error?: unknown;
}

/** Sends a file, one at a time. What is cancelled before its end changes nothing. */
export function useSending() {
  const [state, setState] = useState<Sending>({});
  const ended = useRef<AbortController>(undefined);
  const client = useQueryClient();
  const start = async (sent: SentFile) => {
    ended.current?.abort();
    const controller = new AbortController();
    ended.current = controller;
    setState({ progress: {} });
    try {
      const answer = await sendFile(sent, controller.signal, (told) =>
        setState(({ progress }) => ({ progress: { ...progress, ...told } })),
      );
      setState({ answer });
      if (answer.run !== null) await client.invalidateQueries({ queryKey: ["import-runs"] });
    } catch (error) {
      setState(controller.signal.aborted ? {} : { error });
    }
  };
  return { ...state, start, cancel: () => ended.current?.abort() };
}
