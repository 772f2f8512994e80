import "@mantine/core/styles.css";
import "./app.css";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "../api/api-error";
import { startI18n } from "../i18n/start-i18n";
import { ErrorBoundary } from "../states/error-boundary";
import { cssVariables, theme } from "./theme";

/** Shows a page, with all that each page stands on: theme, texts, requests, and what is shown where it fails. */
export async function mountPage(page: ReactNode): Promise<void> {
  const root = document.querySelector("#root");
  if (!root) throw new Error("Expected an element #root in the page's HTML; found none.");
  await startI18n();
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={createQueryClient()}>
          <ErrorBoundary>{page}</ErrorBoundary>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

/** A refusal stays one however often it is asked; what may pass by itself is asked twice more. */
function createQueryClient(): QueryClient {
  const isPassing = (error: Error) =>
    !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
  return new QueryClient({
    defaultOptions: {
      queries: { retry: (count, error) => count < 2 && isPassing(error), refetchOnWindowFocus: false },
    },
  });
}
