import type { AskedDocument } from "../../../first-view/page-renderer";

/** On the server: what the page that is being rendered asks the graph for, by JSON of it. Undefined in a browser. */
let asked: Map<string, AskedDocument> | undefined;

/** Notes that what is rendered shows an answer to this; nothing in a browser, which asks. */
export function noteAsked({ documentId }: { documentId: string }, variables: Record<string, unknown>): void {
  asked?.set(JSON.stringify([documentId, variables]), { documentId, variables });
}

/** What a rendering asks for. It must not be interrupted by another one. */
export function collectAsked<Result>(render: () => Result): { result: Result; asked: AskedDocument[] } {
  const collected = new Map<string, AskedDocument>();
  asked = collected;
  try {
    const result = render();
    return { result, asked: [...collected.values()] };
  } finally {
    asked = undefined;
  }
}
