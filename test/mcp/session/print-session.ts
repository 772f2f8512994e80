import type { Exchange } from "./ask-who-is-overdue";

const longest = 1_200;

/** A session as a document shows it: each call with its reason, and the beginning of what came back. */
export function printSession(exchanges: readonly Exchange[]): string {
  return exchanges
    .map(({ why, tool, arguments: given, answer, error }) => {
      const called = `${tool} ${printArguments(given)}`;
      const came = error ?? JSON.stringify(answer, undefined, 1).replace(/\n\s*/g, " ");
      const shown = came.length > longest ? `${came.slice(0, longest)} …` : came;
      return `${why}\n\n\`\`\`text\n${called}\n\`\`\`\n\n\`\`\`text\n${shown}\n\`\`\`\n`;
    })
    .join("\n");
}

/** Texts of several lines as they are. */
function printArguments(given: Record<string, unknown>): string {
  return JSON.stringify(given, undefined, 2).replace(/\\n/g, "\n  ").replace(/\\"/g, '"');
}
