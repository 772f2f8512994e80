import type { QueryClient } from "@tanstack/react-query";
import type { ToldError } from "../../api/api-error";
import { queryKeyOf } from "./use-live";

/** An answer that comes with the page: what the public sees. */
export interface FirstAnswer {
  documentId: string;
  variables: object;
  data: object;
  errors: readonly ToldError[];
}

/** Has the page show these answers at once, without asking for them. */
export function keepFirstAnswers(client: QueryClient, answers: readonly FirstAnswer[]): void {
  for (const { documentId, variables, data, errors } of answers) {
    client.setQueryData(queryKeyOf({ documentId }, variables, undefined), { data, errors });
  }
}
