import { parseXml } from "./xml-events";

/** Most characters of all texts of a workbook together; they are held in memory. */
const mostCharacters = 64 * 1024 ** 2;

/** The workbook's texts, which its cells name by number: each once, however often it stands there. */
export async function readSharedStrings(bytes: AsyncIterable<Buffer>): Promise<string[]> {
  const texts: string[] = [];
  let characters = 0;
  let text = "";
  let isText = false;
  let isPhonetic = false;
  await parseXml(bytes, {
    open: (name) => {
      if (name === "si") text = "";
      if (name === "rPh") isPhonetic = true;
      isText = name === "t" && !isPhonetic;
    },
    text: (piece) => {
      if (!isText) return;
      text += piece;
      characters += piece.length;
      if (characters > mostCharacters) {
        throw new Error(`Expected texts of at most ${mostCharacters} characters in a workbook.`);
      }
    },
    close: (name) => {
      if (name === "t") isText = false;
      if (name === "rPh") isPhonetic = false;
      if (name === "si") texts.push(unescapeText(text));
      return undefined;
    },
  });
  return texts;
}

/** `_x000D_` is one character: ECMA-376 part 1, 22.9.2.19. */
export function unescapeText(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
