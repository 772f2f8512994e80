/* What a page's renderer and the gateway tell each other. Both import this file, so nothing here needs Node.js or a DOM. */

/** A document that a page asks the graph for. */
export interface AskedDocument {
  /** Hash of its text. */
  documentId: string;
  variables: Record<string, unknown>;
}

/** What came of it, as the body of a response of GraphQL over HTTP. */
export interface AnsweredDocument extends AskedDocument {
  body: string;
}

/** What is to be rendered: where, and of which answers. */
export interface RenderTask {
  pathname: string;
  /** With its question mark; empty where there is none. */
  search: string;
  answers: readonly AnsweredDocument[];
}

/** A page as it looks with these answers. */
export interface RenderedPage {
  /** Of the element `#root`. */
  html: string;
  language: string;
  title: string;
  /** All documents that it shows something of, whether they are among the answers or not. */
  asked: readonly AskedDocument[];
  /** For the browser, which makes the same page of it: JSON that may stand in an element `script`. */
  state: string;
}

export type PageRenderer = (task: RenderTask) => Promise<RenderedPage>;
