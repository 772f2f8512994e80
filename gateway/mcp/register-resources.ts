import { readFileSync } from "node:fs";
import type { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { lazily } from "../../shared/base/function/lazily";
import { fromRoot } from "../../shared/base/project/project-root";
import { type OpeningQuery, readOpeningQueries } from "../pages/opening-queries";
import { askPrompt } from "./instructions";

const rules = lazily(() => readFileSync(fromRoot("docs", "domain.md"), "utf8"));
const openingQueries = lazily(readOpeningQueries);

/** What an assistant may read beside its tools: the rules that decide the numbers, and queries to begin with. */
export function registerResources(server: McpServer): void {
  server.registerResource(
    "rules-of-the-numbers",
    "graph://rules-of-the-numbers",
    {
      title: "The rules of the numbers",
      description:
        "Who owns which data, what the origins mean, how days, rates and ranks are reckoned, and terms in Vietnamese.",
      mimeType: "text/markdown",
    },
    ({ href: uri }) => ({ contents: [{ uri, mimeType: "text/markdown", text: rules() }] }),
  );
  for (const opening of openingQueries()) {
    const name = opening.file.replace(/\.\w+$/, "");
    const { mimeType, text } = contentOf(opening);
    server.registerResource(
      name,
      `graph://queries/${encodeURIComponent(name)}`,
      { title: opening.title.en, description: `${opening.title.vi} (${opening.sector.en})`, mimeType },
      ({ href: uri }) => ({ contents: [{ uri, mimeType, text }] }),
    );
  }
  const { name, title, description, textOf } = askPrompt;
  const argsSchema = z.strictObject({
    question: z.string().min(1).max(2_000).describe("As one would ask a colleague."),
  });
  server.registerPrompt(name, { title, description, argsSchema }, ({ question }) => ({
    messages: [{ role: "user", content: { type: "text", text: textOf(question) } }],
  }));
}

/** As run_query takes it, or run_sql. */
function contentOf(opening: OpeningQuery): { mimeType: string; text: string } {
  if (opening.kind === "query") return { mimeType: "application/graphql", text: opening.query };
  const { tables, sql } = opening;
  return { mimeType: "application/json", text: JSON.stringify({ tables, sql }, undefined, 2) };
}
