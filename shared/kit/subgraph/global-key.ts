import { badInput } from "../../base/errors/graph-error";
import { didYouMean, quote } from "../../base/errors/quote";
import { articleOf } from "../../base/text/article-of";
import { globalId, readGlobalId } from "../../base/text/global-id";

/**
 * The key that the global id of a type's entity names; whether there is such an entity is another question.
 * @throws GraphError BAD_USER_INPUT for what is no id, or one of another type.
 */
export function keyFromGlobalId(type: string, id: string, path: string[]): string {
  const read = readGlobalId(id);
  if (read?.type === type) return read.key;
  const expected = `expected the id of ${articleOf(type)} ${type}, e.g. ${globalId(type, "184467")}`;
  throw badInput(`${path.join(".")}: ${expected}; got ${whatCame(type, id)}.`, path);
}

function whatCame(type: string, id: string): string {
  const read = readGlobalId(id);
  if (read) return `${quote(id)}, which is of the type ${read.type}`;
  if (/^\d+$/.test(id)) return `the number ${quote(id)} alone${didYouMean(globalId(type, id))}`;
  return `${quote(id)}, which is no id`;
}
