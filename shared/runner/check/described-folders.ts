import { dirname } from "node:path";

const row = /^\| `([^`]+\/)` \|/gm;

/**
 * Folders that docs/architecture.md does not describe in a row such as "| `gateway/cost/` | … |", where `*` stands for
 * any one name, and rows that describe none: a sentence for each.
 */
export function describedFolders(architecture: string, files: readonly string[]): string[] {
  const [, folders = ""] = architecture.split(/^## Folders$/m);
  const described = [...folders.matchAll(row)].map(([, path = ""]) => path);
  const there = [...new Set(files.map((file) => `${dirname(file)}/`))];
  const fits = (pattern: string, folder: string) =>
    new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", "[^/]+")}$`).test(folder);
  const missing = there.filter((folder) => !described.some((pattern) => fits(pattern, folder)));
  // A folder that holds nothing but folders may be described, too.
  const withParents = there.flatMap((folder) => [folder, ...parentsOf(folder)]);
  const empty = described.filter((pattern) => !withParents.some((folder) => fits(pattern, folder)));
  return [
    ...missing.map(
      (folder) => `docs/architecture.md: expected a row that says what ${folder} holds; got none.`,
    ),
    ...empty.map((path) => `docs/architecture.md: expected folders that are there; got ${path}.`),
  ];
}

function parentsOf(folder: string): string[] {
  const parts = folder.split("/").slice(0, -1);
  return parts.slice(1).map((_, at) => `${parts.slice(0, at + 1).join("/")}/`);
}
