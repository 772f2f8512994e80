import sql from "sql-template-tag";
import { Ctx, Query, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { ServiceConnection } from "./service-connection";

@Resolver()
export class ServiceConnectionResolver {
  @SemanticNonNull()
  @Query(() => [ServiceConnection], {
    nullable: true,
    description:
      "Of each ward and commune with a service point, whether it is connected to the centre, in order of the codes.",
  })
  async serviceConnections(@Ctx() { database }: SubgraphContext): Promise<ServiceConnection[]> {
    // max(origin) is the weakest: the type's values run from PUBLISHED to SYNTHETIC.
    const rows = await database.rows<{ code: string; connected: boolean; origin: DataOrigin }>(sql`
      SELECT unit_code AS code, bool_and(connected) AS connected, max(origin) AS origin FROM service_point
      WHERE unit_code IS NOT NULL GROUP BY unit_code ORDER BY unit_code`);
    return rows.map(({ code, ...connection }) => ({ unit: { code }, ...connection }));
  }
}
