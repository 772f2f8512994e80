import { readFileSync } from "node:fs";
import { join } from "node:path";
import { citedFiles } from "./cited-files";
import { describedFolders } from "./described-folders";
import { folderRings } from "./folder-rings";
import { glossaryTerms } from "./glossary-terms";
import { roomSizes } from "./room-sizes";
import { isServed, sourceFiles, trackedFiles } from "./tracked-files";

/** What is wrong with a checkout's folders, names and documents: a sentence each. */
export function projectRules(root: string): string[] {
  const files = trackedFiles(root);
  const sources = sourceFiles(files);
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  return [
    ...folderRings(root, sources.filter(isServed)),
    ...roomSizes(sources),
    ...describedFolders(read("docs/architecture.md"), sources),
    ...glossaryTerms(root, read("docs/glossary.md"), sources),
    ...citedFiles(root, files),
  ];
}
