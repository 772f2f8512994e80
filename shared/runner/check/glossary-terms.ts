import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** A word that is not used, the term that is, and where it may stand all the same. */
interface Refused {
  words: string[];
  term: string;
  exceptIn: string[];
}

/** A name that others meet: of a file, a folder, an export or an environment variable. */
interface Name {
  name: string;
  file: string;
}

const exported =
  /^export (?:async |abstract |declare )*(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm;
const variable = /^\s+([A-Z][A-Z\d]*(?:_[A-Z\d]+)+): /gm;

/** Names that docs/glossary.md has another term for: a sentence for each. */
export function glossaryTerms(root: string, glossary: string, files: readonly string[]): string[] {
  const refused = refusedWords(glossary);
  return namesOf(root, files).flatMap(({ name, file }) => {
    const words = wordsOf(name);
    const found = refused.find(
      (one) => holds(words, one.words) && !one.exceptIn.some((path) => file.startsWith(path)),
    );
    return found ? [`${file}: expected the glossary's term "${found.term}"; got ${name}.`] : [];
  });
}

/** The last column of the glossary's tables: words, and in brackets the paths in which they are right. */
function refusedWords(glossary: string): Refused[] {
  const rows = [...glossary.matchAll(/^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$/gm)].filter(
    ([, term]) => term !== "term",
  );
  return rows.flatMap(([, term = "", list = ""]) =>
    list
      .split(/,(?![^(]*\))/)
      .map((entry) => /^\s*([^(]*?)\s*(?:\(([^)]*)\))?\s*$/.exec(entry))
      .flatMap((parts) => {
        const words = wordsOf(parts?.[1] ?? "");
        const exceptIn = (parts?.[2] ?? "")
          .split(",")
          .map((path) => path.trim())
          .filter((path) => path !== "");
        return words.length === 0 ? [] : [{ words, term, exceptIn }];
      }),
  );
}

function namesOf(root: string, files: readonly string[]): Name[] {
  const folders = new Set(
    files.flatMap((file) =>
      file
        .split("/")
        .slice(0, -1)
        .map((_, at, all) => all.slice(0, at + 1).join("/")),
    ),
  );
  const ofCode = files
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), "utf8");
      return [...text.matchAll(exported), ...text.matchAll(variable)].map(([, name = ""]) => ({
        name,
        file,
      }));
    });
  const ofFiles = files.map((file) => ({ name: basename(file), file }));
  return [...ofCode, ...ofFiles, ...[...folders].map((file) => ({ name: basename(file), file: `${file}/` }))];
}

/** The words of a name in lower case, without the s of a plural. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase().replace(/(?<=\w{3})s$/, ""));
}

function holds(words: readonly string[], some: readonly string[]): boolean {
  return words.some((_, at) => some.every((word, next) => words[at + next] === word));
}
