import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { compareGraphs, readSeenGraph } from "./composing/compare-graphs";
import { requireOwnChanges } from "./require-own-changes";

/* An owner publishes his part of the graph, and not others' parts by it, whatever a schema calls its directives. */

const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", ${imports}]) `;
const schools = `${link('"@tag"')} type Ward @key(fields: "code") { code: ID! schools: Int @shareable } type Query { schoolCount: Int }`;
const wards = `${link('"@tag"')} type Ward @key(fields: "code") { code: ID! name: String population: Int } type Query { wards: [Ward!] }`;

const compose = (ofWards: string): string => {
  const { supergraphSdl, errors } = composeServices(
    Object.entries({ schools, wards: ofWards }).map(([name, text]) => ({
      ...{ name, url: `http://${name}.test/graphql`, typeDefs: parse(text) },
    })),
  );
  if (!supergraphSdl) throw new Error(errors?.join("\n"));
  return supergraphSdl;
};
const publish = (ofWards: string) => {
  const [before, after] = [compose(wards), compose(ofWards)];
  return () =>
    requireOwnChanges("wards", before, compareGraphs(readSeenGraph(before), readSeenGraph(after), []));
};
const foreign = (coordinates: string) =>
  `Expected changes of what wards itself has; ${coordinates} is of other subgraphs. An admin publishes that, with their owners.`;

it("lets an owner break what is his own, and add to what is others'", () => {
  expect(publish(wards.replace("population: Int", "mayor: String"))).not.toThrow();
  expect(
    publish(wards.replace("population: Int", "population: Float").replace("wards: [Ward!]", "wards: [Ward]")),
  ).not.toThrow();
  expect(publish(wards.replace("population: Int", "population: Int schools: Int @shareable"))).not.toThrow();
});

it.each([
  [
    "takes a field over",
    wards
      .replace('"@tag"', '{name: "@override", as: "@mine"}')
      .replace("population: Int", 'schools: Int @mine(from: "schools")'),
    "Ward.schools",
  ],
  [
    "hides a field that another has, too",
    wards
      .replace('"@tag"', '{name: "@inaccessible", as: "@private"}')
      .replace("population: Int", "population: Int schools: Int @shareable @private"),
    "Ward.schools",
  ],
])("refuses one who %s", (_case, schema, coordinate) => {
  expect(publish(schema)).toThrow(foreign(coordinate));
});
