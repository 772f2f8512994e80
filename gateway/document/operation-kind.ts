/** What an operation is for, as far as its text tells before anybody has parsed it. */
export type OperationKind = "query" | "mutation" | "subscription";

/**
 * The kind of the operation that `operationName` names, or of the first. It has to be known before the document is read,
 * which is somebody else's work and done once. Of a text that is no document, anything: whoever parses it refuses it.
 */
export function operationKindOf(text: string, operationName: string | undefined): OperationKind {
  if (!text.includes("subscription")) return "query";
  let depth = 0;
  /** Of the definition that is being read; undefined before its first token. */
  let definition: OperationKind | "fragment" | undefined;
  let isNamed = false;
  for (const [token] of text.matchAll(tokens)) {
    if (token.startsWith("#") || token.startsWith('"')) continue;
    if (definition === undefined) {
      definition = kinds.get(token) ?? "fragment";
      // One without a keyword has no name either.
      isNamed = token === "{";
      if (isNamed && operationName === undefined) return "query";
    } else if (!isNamed && definition !== "fragment") {
      isNamed = true;
      if (operationName === undefined || token === operationName) return definition;
    }
    if (token === "{" || token === "(") depth++;
    else if (token === "}" || token === ")") depth--;
    if (token === "}" && depth === 0) definition = undefined;
  }
  return "query";
}

const kinds = new Map<string, OperationKind>([
  ["{", "query"],
  ["query", "query"],
  ["mutation", "mutation"],
  ["subscription", "subscription"],
]);

/**
 * Names and what stands around them; comments and texts are found so that nothing is found in them.
 * See https://spec.graphql.org/September2025/#sec-Appendix-Grammar-Summary.Lexical-Tokens
 */
const tokens = /#[^\n\r]*|"""(?:\\"""|[\s\S])*?"""|"(?:\\.|[^"\\\n\r])*"|[_A-Za-z]\w*|[{}()@]/g;
