import { useCallback, useRef, useState } from "react";
import type { GraphqlAnswer, GraphqlRequest } from "../../api/request-graphql";
import { requestGraphql } from "../../api/request-graphql";
import { requestTables, type TableResult, type TableSource } from "../../api/tables";
import { useLanguage } from "../../i18n/use-language";
import { type Draft, sourceOf } from "./draft";

/** How an answer is looked at: as the graph's JSON, or as tables. */
export type AnswerForm = "tables" | "json";

/** Rows of a table that are shown; a file has all. */
export const shownRows = 1_000;

export interface FormState<Answer> {
  answer?: Answer;
  error?: unknown;
}

export interface RunState {
  /** What was run; undefined before the first time. */
  source: TableSource | undefined;
  tables: FormState<TableResult>;
  json: FormState<GraphqlAnswer<unknown>>;
  /** Forms that are on their way. */
  running: boolean;
  /** Runs a draft, in the form that is looked at. */
  run(draft: Draft, form: AnswerForm): void;
  /** Gets another form of what was run. */
  show(form: AnswerForm): void;
  stop(): void;
}

interface Answers {
  source?: TableSource;
  tables: FormState<TableResult>;
  json: FormState<GraphqlAnswer<unknown>>;
}

const nothing: Answers = { tables: {}, json: {} };

/** Runs queries one at a time: a new run ends the one before. Each form is requested when it is looked at. */
export function useRun(): RunState {
  const language = useLanguage();
  const [answers, setAnswers] = useState<Answers>(nothing);
  const [running, setRunning] = useState(false);
  const abort = useRef<AbortController>(undefined);

  const request = useCallback(
    async (source: TableSource, form: AnswerForm) => {
      abort.current?.abort();
      const controller = new AbortController();
      abort.current = controller;
      setRunning(true);
      const { signal } = controller;
      try {
        if (form === "json" && source.kind === "graphql") {
          const answer = await requestGraphql<unknown>(source.query as GraphqlRequest, { signal });
          setAnswers((now) => (now.source === source ? { ...now, json: { answer } } : now));
        } else {
          const answer = await requestTables(source, { language, limit: shownRows }, { signal });
          setAnswers((now) => (now.source === source ? { ...now, tables: { answer } } : now));
        }
      } catch (error) {
        if (!signal.aborted)
          setAnswers((now) => (now.source === source ? { ...now, [form]: { error } } : now));
      } finally {
        if (abort.current === controller) setRunning(false);
      }
    },
    [language],
  );

  const run = (draft: Draft, form: AnswerForm) => {
    try {
      const source = sourceOf(draft);
      setAnswers({ ...nothing, source });
      void request(source, source.kind === "sql" ? "tables" : form);
    } catch (error) {
      abort.current?.abort();
      setAnswers({ tables: { error }, json: { error } });
    }
  };
  const show = (form: AnswerForm) => {
    const { source } = answers;
    const wanted = source?.kind === "sql" ? "tables" : form;
    const { answer, error } = answers[wanted];
    if (source && answer === undefined && error === undefined && !running) void request(source, wanted);
  };
  const stop = () => {
    abort.current?.abort();
    setRunning(false);
  };
  return { source: answers.source, tables: answers.tables, json: answers.json, running, run, show, stop };
}
