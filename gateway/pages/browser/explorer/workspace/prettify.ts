import { parse, print } from "graphql";
import { type Draft, readVariables } from "../query/draft";

/** The query and its variables with even indents. What cannot be read stays as it is, and so do comments' queries. */
export function prettify(draft: Draft): Draft {
  const { query, variables } = draft.graphql;
  return {
    ...draft,
    graphql: { ...draft.graphql, query: prettifyQuery(query), variables: prettifyVariables(variables) },
  };
}

/** graphql-js drops comments; those before the first line, which say what a query is for, are kept. */
function prettifyQuery(query: string): string {
  const [comments = ""] = /^(?:\s*#.*\n)*/.exec(query) ?? [];
  const rest = query.slice(comments.length);
  try {
    return `${comments}${print(parse(rest, { noLocation: true }))}\n`;
  } catch {
    return query;
  }
}

function prettifyVariables(text: string): string {
  try {
    const read = readVariables(text);
    return read ? JSON.stringify(read, null, 2) : "";
  } catch {
    return text;
  }
}
