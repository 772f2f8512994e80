/** A text with places for others: of a coordinate (`{Type}Filter.{field}`), or of a sentence (`A page of {Type} rows.`). */
export interface LabelPattern {
  /** As it stands in the file. */
  text: string;
  /** Without any place: it stands for itself. */
  isExact: boolean;
  /** How much of it is fixed: of two that match, the one with more is meant. */
  fixed: number;
  /** What stands in the places of a text that matches, by their names; undefined for one that does not. */
  match(text: string): Readonly<Record<string, string>> | undefined;
}

/**
 * Of coordinates. A place matches by how its name is written: `{Type}` a type's name, `{field}` a field's, `{VALUE}` that of
 * an enum's value, `*` any.
 */
export function coordinatePattern(text: string): LabelPattern {
  return patternOf(text, /\{\w+\}|\*/g, (place) => {
    if (place === "*") return "[\\w.]*";
    if (/^\{[A-Z\d_]{2,}\}$/.test(place)) return "[A-Z][A-Z\\d_]*";
    return /^\{[A-Z]/.test(place) ? "[A-Z]\\w*" : "[a-z]\\w*";
  });
}

/** Of sentences: a place `{one}` matches any text. */
export function sentencePattern(text: string): LabelPattern {
  return patternOf(text, /\{\w+\}/g, () => ".+");
}

/** Orders patterns by how much of them is fixed. */
export function mostFixedFirst(one: LabelPattern, other: LabelPattern): number {
  return other.fixed - one.fixed;
}

/** Puts texts into the places of another, by a function of their names. */
export function fillIn(text: string, filling: (place: string) => string | undefined): string | undefined {
  let isWhole = true;
  const filled = text.replace(/\{(\w+)\}/g, (_, place: string) => {
    const put = filling(place);
    isWhole &&= put !== undefined;
    return put ?? "";
  });
  return isWhole ? filled : undefined;
}

function patternOf(text: string, places: RegExp, matcherOf: (place: string) => string): LabelPattern {
  const found = text.match(places) ?? [];
  const fixed = text.split(places).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const source = fixed.map((part, at) => (at === 0 ? part : `(${matcherOf(found[at - 1] ?? "")})${part}`));
  const expression = new RegExp(`^${source.join("")}$`);
  const names = found.map((place) => place.replace(/[{}]/g, ""));
  return {
    text,
    isExact: found.length === 0,
    fixed: text.replace(places, "").length,
    match(candidate) {
      const [whole, ...parts] = expression.exec(candidate) ?? [];
      if (whole === undefined) return undefined;
      return Object.fromEntries(parts.map((part, at) => [names[at] ?? "", part]));
    },
  };
}
