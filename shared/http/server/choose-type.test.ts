import { chooseType } from "./choose-type";

const offered = ["application/ld+json", "text/turtle", "application/rdf+xml", "text/html"];

it.each<[accept: string, chosen: string | undefined]>([
  ["", "application/ld+json"],
  ["*/*", "application/ld+json"],
  ["text/turtle", "text/turtle"],
  ["TEXT/Turtle; charset=utf-8", "text/turtle"],
  ["application/rdf+xml, text/turtle;q=0.5", "application/rdf+xml"],
  ["application/rdf+xml;q=0.5, text/turtle;q=0.9", "text/turtle"],
  ["text/*", "text/turtle"],
  // The most specific range counts, not the best.
  ["text/*, text/turtle;q=0", "text/html"],
  ["*/*, application/ld+json;q=0.1", "text/turtle"],
  ["*/*;q=0.1, text/html", "text/html"],
  ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"],
  ["application/json", undefined],
  ["text/turtle;q=0", undefined],
  ["text/turtle;q=2, text/plain", undefined],
  ["nonsense, text/, /turtle, a/b/c, text/turtle;q=0.001", "text/turtle"],
])("Accept: %s", (accept, chosen) => {
  expect(chooseType(accept, offered)).toBe(chosen);
});
