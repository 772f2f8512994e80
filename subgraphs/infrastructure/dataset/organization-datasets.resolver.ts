import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Organization } from "../organization/organization";
import type { Dataset } from "./dataset";
import { DatasetsArguments } from "./dataset.inputs";
import { DatasetConnection, datasetPages } from "./dataset.queries";

@Resolver(() => Organization)
export class OrganizationDatasetsResolver {
  @FieldResolver(() => DatasetConnection, { nullable: true, description: "Datasets that it publishes." })
  datasets(
    @Root() { code }: Organization,
    @Args() args: DatasetsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Dataset>> {
    return datasetPages(context).pageOfPublisher(context, code, args);
  }
}
