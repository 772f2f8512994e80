const longest = 60;

/** A text as messages show it: quoted, and cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text);
}

/** What a message adds where something else was probably meant; nothing where nobody knows what. */
export function didYouMean(text: string | undefined): string {
  return text === undefined ? "" : ` (did you mean ${JSON.stringify(text)}?)`;
}
