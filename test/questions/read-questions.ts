import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type OpeningGraphql,
  type OpeningSql,
  readOpeningQueries,
  readOpeningSql,
} from "../../gateway/pages/opening-queries";
import { fromSource } from "../../shared/base/project/project-root";

/** A question of an analyst, the one request that answers it, and plain SQL over the four databases that does, too. */
export interface Question {
  /** Its folder, e.g. `asked/04-processing-days-histogram`. */
  folder: string;
  /** As an analyst asked it. */
  asked: string;
  request: OpeningGraphql | OpeningSql;
  /** Which file the answer is asked for as; JSON when it does not matter. */
  format: "json" | "csv";
  /** The header of the file, where it is not that of the oracle. */
  columns?: string[] | undefined;
  /** Gives the same columns and rows as the answer, in the same order. */
  oracle: string;
}

interface QuestionFile {
  asked: string;
  /** Name of the opening query that answers it. */
  opening?: string;
  format?: "json" | "csv";
  columns?: string[];
}

/**
 * Reads the questions of a folder. Each has a folder of its own with `question.json`, `oracle.sql`, and what is asked: the
 * name of an opening query of the explorer, or a file `request.graphql` or `request.sql` of the same form.
 */
export function readQuestions(group: string): Question[] {
  const folder = fromSource(__dirname, group);
  return readdirSync(folder)
    .toSorted()
    .map((name) => readQuestion(join(folder, name), `${group}/${name}`));
}

function readQuestion(path: string, folder: string): Question {
  const read = (file: string) => readFileSync(join(path, file), "utf8");
  const { asked, opening, format = "json", columns }: QuestionFile = JSON.parse(read("question.json"));
  const ownRequest = (): Question["request"] =>
    existsSync(join(path, "request.sql"))
      ? readOpeningSql(read("request.sql"))
      : { kind: "query", query: read("request.graphql") };
  const request = opening === undefined ? ownRequest() : openingNamed(opening);
  return { folder, asked, format, columns, request, oracle: read("oracle.sql") };
}

function openingNamed(name: string): OpeningGraphql | OpeningSql {
  const found = readOpeningQueries().find(({ file }) => file.replace(/^\d+-|\.\w+$/g, "") === name);
  if (!found) throw new Error(`Expected an opening query "${name}"; there is none.`);
  return found;
}
