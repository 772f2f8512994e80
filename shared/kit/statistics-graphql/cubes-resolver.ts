import { Query, Resolver } from "type-graphql";
import { maxDimensions, maxGroups } from "../cube/check-query";
import { type Cube, constantName, type Measure, part, queryName } from "../cube/cube";
import { SemanticNonNull } from "../graphql/semantic-non-null";
import type { TypeClass } from "./named-class";
import { StatisticsCube } from "./statistics-cube";
import { timeFieldsOf } from "./statistics-enums";

/** Makes the query that lists a subgraph's cubes: `proceduresCubes`. */
export function cubesResolver(subgraph: string, cubes: readonly Cube[]): TypeClass {
  @Resolver()
  class CubesResolver {
    @SemanticNonNull()
    @Query(() => [StatisticsCube], {
      name: `${subgraph}Cubes`,
      nullable: true,
      description: `The statistics that can be queried of the ${subgraph} subgraph.`,
    })
    cubes(): StatisticsCube[] {
      return cubes.map(describeCube);
    }
  }
  return CubesResolver;
}

function describeCube(cube: Cube): StatisticsCube {
  const dimension = (name: string, kind: string, description: string) => ({
    ...{ name: constantName(name), kind: kind.toUpperCase(), description },
  });
  return {
    query: queryName(cube),
    rows: cube.noun.many,
    dimensions: [
      ...Object.entries(cube.dimensions).map(([name, one]) => dimension(name, one.kind, one.description)),
      ...Object.entries(timeFieldsOf(cube)).map(([name, { description }]) =>
        dimension(name, "time", description),
      ),
    ],
    measures: Object.entries(cube.measures).map(([field, measure]) => ({
      ...{
        name: constantName(field),
        field,
        measurementUnit: unitOf(cube, measure),
        description: measure.description,
      },
    })),
    ...{ mostDimensions: maxDimensions, mostGroups: maxGroups, protected: cube.isAboutPersons === true },
    hasAsOf: cube.hasAsOf === true,
  };
}

function unitOf(cube: Cube, { kind, count, of }: Measure): string {
  if (kind === "rate") return "share, 0 to 1";
  const unit = unitOfCount(cube, count);
  return of !== undefined && part(cube.counts, of).kind === "sum"
    ? `${unit} per ${unitOfCount(cube, of)}`
    : unit;
}

function unitOfCount(cube: Cube, name: string): string {
  const counted = part(cube.counts, name);
  return counted.kind === "sum" ? part(cube.numbers, counted.number).unit : cube.noun.many;
}
