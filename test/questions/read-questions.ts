import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type OpeningRequest, readOpeningRequest } from "../../gateway/pages/opening-request";
import { fromRoot, fromSource } from "../../shared/base/project/project-root";

/** A question of an analyst, the one request that answers it, and plain SQL over the four databases that does, too. */
export interface Question {
  /** Its folder, e.g. `asked/04-processing-days-histogram`. */
  folder: string;
  /** As an analyst asked it. */
  asked: string;
  request: OpeningRequest;
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

/** The opening queries of the explorer, by their names. */
export function readOpenings(): Map<string, OpeningRequest> {
  const folder = fromRoot("subgraphs", "common", "explorer");
  return new Map(
    readdirSync(folder).map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      return [file.replace(/^\d+-|\.\w+$/g, ""), readOpeningRequest(file, text)];
    }),
  );
}

function readQuestion(path: string, folder: string): Question {
  const read = (file: string) => readFileSync(join(path, file), "utf8");
  const { asked, opening, format = "json", columns }: QuestionFile = JSON.parse(read("question.json"));
  const file = existsSync(join(path, "request.sql")) ? "request.sql" : "request.graphql";
  const request = opening ? readOpenings().get(opening) : readOpeningRequest(file, read(file));
  if (!request) throw new Error(`Expected an opening query "${opening}" of ${folder}; there is none.`);
  return { folder, asked, format, columns, request, oracle: read("oracle.sql") };
}
