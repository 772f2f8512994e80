/** A name in all the ways in which code, SQL, files and sentences write it. */
export interface NameForms {
  /** `MarketStall` */
  pascal: string;
  /** `marketStall` */
  camel: string;
  /** `market-stall` */
  kebab: string;
  /** `market_stall` */
  snake: string;
  /** `MARKET_STALL` */
  constant: string;
  /** `market stall` */
  words: string;
  /** `Market stall` */
  sentence: string;
}

/** The forms of a name in Pascal case, or in kebab case. */
export function formsOf(name: string): NameForms {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split("-");
  const pascal = words.map(capitalized).join("");
  return {
    pascal,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    kebab: words.join("-"),
    snake: words.join("_"),
    constant: words.join("_").toUpperCase(),
    words: words.join(" "),
    sentence: capitalized(words.join(" ")),
  };
}

/** The regular English plural of a name in Pascal case: `Library` gives `Libraries`. Others are told by `--types`. */
export function pluralOf(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
