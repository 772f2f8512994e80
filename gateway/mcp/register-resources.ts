import { readFileSync } from "node:fs";
import type { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { lazily } from "../../shared/base/function/lazily";
import { fromRoot } from "../../shared/base/project/project-root";
import { readOpeningGraphql } from "../pages/opening-queries";
import { askPrompt } from "./instructions";

const rules = lazily(() => readFileSync(fromRoot("docs", "domain.md"), "utf8"));
const openingQueries = lazily(readOpeningGraphql);

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
  for (const { file, query } of openingQueries()) {
    const name = file.replace(/\.graphql$/, "");
    server.registerResource(
      name,
      `graph://queries/${encodeURIComponent(name)}`,
      { title: name, description: commentOf(query), mimeType: "application/graphql" },
      ({ href: uri }) => ({ contents: [{ uri, mimeType: "application/graphql", text: query }] }),
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

/** The comment that a query begins with, in one line. */
function commentOf(query: string): string {
  const lines = query.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("#"));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^#\s*/, ""))
    .join(" ");
}
