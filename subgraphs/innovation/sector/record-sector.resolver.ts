import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { recordSector } from "./record-sector";
import { RecordSectorInput, SectorPayload } from "./record-sector.inputs";

@Resolver()
export class RecordSectorResolver {
  @SemanticNonNull()
  @Mutation(() => SectorPayload, {
    nullable: true,
    description: "Records a sector, so that indicators can be about it. An admin.",
  })
  recordSector(
    @Arg("input", () => RecordSectorInput, { description: "How it stands now." })
    input: RecordSectorInput,
    @Ctx() context: SubgraphContext,
  ): Promise<SectorPayload> {
    return recordSector(context, input);
  }
}
