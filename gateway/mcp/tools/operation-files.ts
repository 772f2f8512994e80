import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Kind, type OperationDefinitionNode, parse, type Token, TokenKind } from "graphql";
import { fromRoot } from "../../../shared/base/project/project-root";

/** A query that stands ready for assistants: a tool of its own, without the gateway knowing what it is about. */
export interface OperationFile {
  file: string;
  text: string;
  definition: OperationDefinitionNode;
  /** The operation's name. */
  name: string;
  /** The comment above the operation: its first line, and all of it. */
  title: string;
  description: string;
  /** The comments above its variables, by their names. */
  variables: ReadonlyMap<string, string>;
}

/**
 * Reads the queries of `subgraphs/common/assistants/`, one to a file, in the order of the files. Throws for a file that is
 * not one named query with a comment above it.
 */
export function readOperationFiles(folder = fromRoot("subgraphs", "common", "assistants")): OperationFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".graphql"))
    .sort()
    .map((file) => readOperationFile(file, readFileSync(join(folder, file), "utf8")));
}

export function readOperationFile(file: string, text: string): OperationFile {
  const [definition, ...others] = parse(text).definitions;
  const name = definition?.kind === Kind.OPERATION_DEFINITION ? definition.name?.value : undefined;
  const comment = commentAbove(definition?.loc?.startToken);
  if (
    definition?.kind !== Kind.OPERATION_DEFINITION ||
    name === undefined ||
    others.length > 0 ||
    comment.length === 0
  ) {
    throw new Error(`Expected ${file} to be one named query below a comment that says what it answers.`);
  }
  const variables = new Map(
    (definition.variableDefinitions ?? []).map((variable) => [
      variable.variable.name.value,
      commentAbove(variable.loc?.startToken).join(" "),
    ]),
  );
  const [title = name] = comment;
  return { file, text, definition, name, title, description: comment.slice(1).join(" "), variables };
}

/** The lines of the comment that ends before a token. */
function commentAbove(token: Token | undefined): string[] {
  const lines: string[] = [];
  for (let before = token?.prev; before?.kind === TokenKind.COMMENT; before = before.prev) {
    lines.unshift(before.value.trim());
  }
  return lines.filter((line) => line !== "");
}
