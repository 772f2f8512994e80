import { articleOf } from "../../base/text/article-of";
import type { NewSubgraph } from "./read-arguments";
import { capitalized, formsOf, type NameForms } from "./type-names";

/** What the sector is called that is copied. Its words are so rare that each means this. */
const copied = {
  sector: "bazaar",
  type: "MarketStall",
  types: "MarketStalls",
  vi: "sạp hàng",
  sectorVi: "Chợ phiên",
  organization: "SCT",
};

/** Makes a text, or a path, of the copied sector one of the new sector, in every form that a name has in it. */
export function rename(text: string, asked: NewSubgraph): string {
  const one = formsOf(asked.type);
  const pairs: [string, string][] = [
    ...pairsOf(formsOf(copied.types), formsOf(asked.types)),
    ...pairsOf(formsOf(copied.type), one),
    ...pairsOf(formsOf(copied.sector), { ...formsOf(asked.sector), sentence: asked.sectorEn }),
    [copied.vi, asked.vi ?? one.words],
    [capitalized(copied.vi), capitalized(asked.vi ?? one.words)],
    [copied.sectorVi, asked.sectorVi ?? asked.sectorEn],
    [inSentence(copied.sectorVi), inSentence(asked.sectorVi ?? asked.sectorEn)],
    [copied.organization, asked.organization],
  ];
  const words = formsOf(copied.type).words;
  const withArticles = text.replace(
    new RegExp(`\\b([Aa])n? (?=${words}\\b)`, "g"),
    (_, letter: string) => `${letter}${articleOf(one.words).slice(1)} `,
  );
  return pairs.reduce((renamed, [from, to]) => renamed.replaceAll(from, to), withArticles);
}

/** As it stands within a sentence. */
function inSentence(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Longer forms come before those that are a part of them: a plural before its singular. */
function pairsOf(from: NameForms, to: NameForms): [string, string][] {
  return (["sentence", "pascal", "constant", "kebab", "snake", "words", "camel"] as const).map((form) => [
    from[form],
    to[form],
  ]);
}
