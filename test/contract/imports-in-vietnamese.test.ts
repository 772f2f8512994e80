import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { readSentences, sharedSentences, toVietnamese } from "../../shared/import/report/translate";
import { loadSubgraph } from "../support/schema/load-subgraph";

/* Whoever fills in a file reads Vietnamese: what columns and checks expect must be there in it. */

describe.each(readSubgraphList().map(({ name }) => name))("the imports of %s", (name) => {
  const { directory, imports = [] } = loadSubgraph(name);
  const own = readSentences(directory, "imports.vi.json");
  const translate = toVietnamese({ ...sharedSentences(), ...own });

  it.each(imports.map((definition) => [definition.name, definition] as const))(
    "say in Vietnamese what %s expects",
    (_name, { description, columns, checks = [] }) => {
      const sentences = [...Object.values(columns), ...checks].map(({ expected }) => expected);
      sentences.push(description);
      expect(sentences.filter((sentence) => translate(sentence) === sentence)).toEqual([]);
    },
  );

  it("have no sentence whose places differ between the languages", () => {
    const placesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted();
    const strange = Object.entries({ ...sharedSentences(), ...own }).filter(([english, vietnamese]) =>
      placesOf(vietnamese).some((place) => !placesOf(english).includes(place)),
    );
    expect(strange).toEqual([]);
  });
});
