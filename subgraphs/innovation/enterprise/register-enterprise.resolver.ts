import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { registerEnterprise } from "./register-enterprise";
import { EnterprisePayload, RegisterEnterpriseInput } from "./register-enterprise.inputs";

@Resolver()
export class RegisterEnterpriseResolver {
  @SemanticNonNull()
  @Mutation(() => EnterprisePayload, {
    nullable: true,
    description:
      "Registers an enterprise. An editor of the Department of Science and Technology (SKHCN), or an admin.",
  })
  registerEnterprise(
    @Arg("input", () => RegisterEnterpriseInput, { description: "The enterprise." })
    input: RegisterEnterpriseInput,
    @Ctx() context: SubgraphContext,
  ): Promise<EnterprisePayload> {
    return registerEnterprise(context, input);
  }
}
