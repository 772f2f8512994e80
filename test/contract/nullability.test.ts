import { readFileSync } from "node:fs";
import { type FieldDefinitionNode, Kind, type ObjectTypeDefinitionNode, parse } from "graphql";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { fieldsOfKeys, keysOfType } from "../../shared/kit/subgraph/keys";

/*
 * One sector's loss is no other's: what an answer has of others stands. The committed schemas are read, which is what is
 * composed.
 */

interface OwnedField {
  subgraph: string;
  type: ObjectTypeDefinitionNode;
  field: FieldDefinitionNode;
}

const fields: OwnedField[] = readSubgraphList().flatMap(({ name: subgraph }) =>
  parse(readFileSync(fromRoot("subgraphs", subgraph, "schema.graphql"), "utf8")).definitions.flatMap(
    (type) =>
      type.kind === Kind.OBJECT_TYPE_DEFINITION
        ? (type.fields ?? []).map((field) => ({ subgraph, type, field }))
        : [],
  ),
);
const coordinate = ({ type, field }: OwnedField) => `${type.name.value}.${field.name.value}`;
const has = ({ directives = [] }: FieldDefinitionNode, name: string) =>
  directives.some((one) => one.name.value === name);
const isNonNull = ({ field }: OwnedField) => field.type.kind === Kind.NON_NULL_TYPE;
const isMarked = ({ field }: OwnedField) => has(field, "semanticNonNull");
const isKey = ({ type, field }: OwnedField) => ["id", ...fieldsOfKeys(type)].includes(field.name.value);

/** Entities of which more than one subgraph answers for fields that are not the key. */
const shared = new Set(
  [...Map.groupBy(fields, ({ type }) => type.name.value)].flatMap(([name, of]) => {
    const answering = of.filter(
      (one) => keysOfType(one.type).length > 0 && !isKey(one) && !has(one.field, "external"),
    );
    return new Set(answering.map(({ subgraph }) => subgraph)).size > 1 ? [name] : [];
  }),
);

it("has entities that several sectors answer for", () => {
  expect([...shared].toSorted()).toEqual(
    expect.arrayContaining(["AdministrativeUnit", "Indicator", "KeyResult", "Organization"]),
  );
});

it("never takes an entity that others answer for along with a sector", () => {
  const ofShared = fields.filter(({ type }) => shared.has(type.name.value));
  expect(ofShared.filter((one) => !isKey(one) && isNonNull(one)).map(coordinate)).toEqual([]);
  expect(ofShared.filter((one) => isKey(one) && !isNonNull(one)).map(coordinate)).toEqual([]);
});

/** Root fields and fields with arguments whose null says something. */
const nullable = new Set([
  // Nothing is known, or nothing was said.
  "AdministrativeUnit.coverage5G",
  "AdministrativeUnit.serviceIndex",
  "CompositeIndex.edition",
  "Dataset.quality",
  "IndexComponent.name",
  "Indicator.definition",
  "Indicator.latest",
  "KeyResult.current",
  "KeyResult.measurement",
  "KeyResult.progress",
  "Objective.progress",
  "Organization.serviceIndex",
  "Platform.description",
  "Query.coverage5G",
  "Target.computed",
]);
/** One thing by its key: null beside NOT_FOUND. */
function isOneByKey({ type, field }: OwnedField): boolean {
  const [argument, ...others] = field.arguments ?? [];
  return type.name.value === "Query" && others.length === 0 && /^(code|id)$/.test(argument?.name.value ?? "");
}

/** Measures that some rows do not have: percentiles, and what is derived from other rows. */
const measures = /(Measures|StatsRow)$/;

it("says of every field that has null only beside an error, that it is so", () => {
  const refusable = fields.filter(
    ({ type, field }) =>
      /^(Query|Mutation)$/.test(type.name.value) ||
      ((field.arguments ?? []).length > 0 && !measures.test(type.name.value)),
  );
  const open = refusable.filter((one) => !isNonNull(one) && !has(one.field, "external"));
  const saysSo = (one: OwnedField) => nullable.has(coordinate(one)) || isOneByKey(one);
  expect({
    "is null only beside an error: mark it with @SemanticNonNull(), or say here what its null says": open
      .filter((one) => !isMarked(one) && !saysSo(one))
      .map(coordinate),
    "is marked, and its null says something": open
      .filter((one) => isMarked(one) && saysSo(one))
      .map(coordinate),
  }).toEqual({
    "is null only beside an error: mark it with @SemanticNonNull(), or say here what its null says": [],
    "is marked, and its null says something": [],
  });
});

it("marks nothing that cannot be null, and nothing that another subgraph owns", () => {
  const marked = fields.filter(isMarked);
  expect(marked.filter((one) => isNonNull(one) || has(one.field, "external")).map(coordinate)).toEqual([]);
  expect(marked.length).toBeGreaterThan(100);
});
