import type { Viewer } from "../../shared/http/identity/viewer";
import { type FoundQuery, mayChange } from "./saved-queries";
import type { SavedQuery } from "./saved-query";

/** A saved query as clients read it. */
export type SavedQueryAnswer = ReturnType<typeof answerOf>;

/** Its owner is shown to whoever is signed in: it is a name of a person. */
export function answerOf({ query, problems }: FoundQuery, viewer: Viewer) {
  const { name, title, language, visibility, content, parameters, owner, version } = query;
  return {
    ...{ name, title, ...(language && { language }), visibility, ...content },
    parameters,
    owner: viewer.subject === null && !query.isShipped ? null : owner,
    isOwn: isOwnedBy(query, viewer),
    mayChange: mayChange(query, viewer),
    version,
    createdAt: query.createdAt.toISOString(),
    updatedAt: query.updatedAt.toISOString(),
    ...(problems.length > 0 && { schemaProblems: problems }),
  };
}

function isOwnedBy({ owner, isShipped }: SavedQuery, { subject }: Viewer): boolean {
  return !isShipped && subject !== null && subject === owner;
}
