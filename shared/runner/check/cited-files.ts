import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What the text of a document or source names as a file of this project, and perhaps a heading of it. */
const citation =
  /(?<![\w./@-])((?:docs|gateway|shared|subgraphs|test|findings|deploy)\/[\w./-]*[\w-]\.(?:ts|md|sql|csv|json|graphql))(#[\w-]+)?/g;
const documentCitation = /(?<![\w./-])(\w[\w-]*\.md)(?:#([\w-]+))?/g;
const link = /\]\(([^)\s:]+\.md)?(?:#([\w-]+))?\)/g;

/** Citations of files and headings that are not there: a sentence for each. */
export function citedFiles(root: string, files: readonly string[]): string[] {
  const read = files.filter((file) => /\.(ts|sql|md|graphql)$/.test(file) && !notRead.test(file));
  return read.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const cited = [...citedIn(text), ...(file.endsWith(".md") ? linkedIn(file, text) : documentsIn(text))];
    const problems = cited.flatMap(([path, heading]) => {
      const problem = problemOf(root, path, heading);
      return problem === undefined ? [] : [`${file}: expected a document that is there; ${problem}.`];
    });
    return [...new Set(problems)];
  });
}

/** They plant citations of their own. */
const notRead = /^findings\/|\/project-rules\.test\.ts$/;

type Citation = readonly [path: string, heading: string | undefined];

function citedIn(text: string): Citation[] {
  return [...text.matchAll(citation)].map(([, path = "", heading]) => [path, heading?.slice(1)]);
}

/** Links between documents. */
function linkedIn(file: string, text: string): Citation[] {
  return [...text.matchAll(link)].map(([, path, heading]) => [
    path === undefined ? file : join(dirname(file), path),
    heading,
  ]);
}

/** A sector that is made when a reader makes it: the one of docs/new-sector.md. */
const ofExample = /^subgraphs\/education\//;

/** Documents that code names without a folder. */
function documentsIn(text: string): Citation[] {
  const comments = text.split("\n").filter((line) => /^\s*(\*|\/\/|\/\*|--)/.test(line));
  return [...comments.join("\n").matchAll(documentCitation)].map(([, name = "", heading]) => [
    name === "README.md" ? name : join("docs", name),
    heading,
  ]);
}

function problemOf(root: string, path: string, heading: string | undefined): string | undefined {
  if (ofExample.test(path)) return undefined;
  if (!existsSync(join(root, path))) return `${path} is not`;
  if (heading === undefined || !path.endsWith(".md")) return undefined;
  const headings = [...readFileSync(join(root, path), "utf8").matchAll(/^#+ (.+)$/gm)].map(([, text = ""]) =>
    anchorOf(text),
  );
  return headings.includes(heading) ? undefined : `${path} has no heading #${heading}`;
}

/** As GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}
