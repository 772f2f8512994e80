import type { QueryForm, QueryPart } from "./read-query";
import { holderWeight, nameTexts, type SchemaDocument, textWeights } from "./schema-documents";
import type { WordIndex } from "./word-index";

/** How well a document answers a query. */
export interface DocumentScore {
  score: number;
  /** A type that the query names and that leads to the document's element. */
  over?: string;
}

/**
 * Scores documents by a query: of each of its parts the best place counts, the more the rarer the part is; a document that
 * has few of the parts falls far behind; one that is called as the query says comes first.
 */
export function createScoring(documents: readonly SchemaDocument[], index: WordIndex) {
  /** Worth of a form in one text of a document: in a name the more, the less there is besides. */
  const worthIn = (document: number, bit: number, { words, quality }: QueryForm): number => {
    const weight = textWeights[bit] ?? holderWeight;
    const text = documents[document]?.texts[bit];
    const isTogether = words.length === 1 || text?.padded.includes(` ${words.join(" ")} `) === true;
    const share = bit < nameTexts ? 0.55 + (0.45 * words.length) / (text?.words.length ?? 1) : 1;
    return weight * quality * (isTogether ? 1 : 0.5) * share;
  };

  /** The best worth of a part in each document that has it, and the text it stands in. */
  const bestOf = ({ forms }: QueryPart): Map<number, { worth: number; bit: number }> => {
    const best = new Map<number, { worth: number; bit: number }>();
    for (const form of forms) {
      const found = index.holding(form.words);
      for (const [at, document] of found.documents.entries()) {
        let known = best.get(document);
        for (let bits = found.texts[at] ?? 0; bits !== 0; bits &= bits - 1) {
          const bit = 31 - Math.clz32(bits & -bits);
          const worth = worthIn(document, bit, form);
          if (worth > (known?.worth ?? 0)) known = { worth, bit };
        }
        if (known) best.set(document, known);
      }
    }
    return best;
  };

  return (parts: readonly QueryPart[], words: readonly string[]): Map<number, DocumentScore> => {
    const found = parts.map((part) => {
      const best = bestOf(part);
      return { best, rarity: Math.log(1 + documents.length / (1 + best.size)) };
    });
    const total = found.reduce((sum, { rarity }) => sum + rarity, 0);
    const asked = ` ${words.join(" ")} `;
    const scores = new Map<number, DocumentScore>();
    for (const at of new Set(found.flatMap(({ best }) => [...best.keys()]))) {
      const document = documents[at];
      if (!document) continue;
      let [sum, covered]: [number, number] = [0, 0];
      let over: string | undefined;
      for (const { best, rarity } of found) {
        const match = best.get(at);
        if (!match) continue;
        sum += match.worth * rarity;
        covered += rarity;
        over ??= document.holders[match.bit - textWeights.length];
      }
      const score = sum * (covered / total) ** 2 * document.likelihood * exactness(document, asked);
      scores.set(at, { score, ...(over !== undefined && { over }) });
    }
    return scores;
  };
}

/** More for what is called as the query says. */
function exactness({ texts }: SchemaDocument, asked: string): number {
  const names = texts.slice(0, nameTexts).map(({ padded }) => padded);
  return names.includes(asked) ? 1.5 : names.some((name) => name.includes(asked)) ? 1.15 : 1;
}
