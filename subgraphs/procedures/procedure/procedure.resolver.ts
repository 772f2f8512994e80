import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Organization } from "../organization/organization";
import { ProcedureField } from "../procedure-field/procedure-field";
import { procedureFieldByCode } from "../procedure-field/procedure-field.loaders";
import { addProcedure, withdrawProcedure } from "./add-procedure";
import { AddProcedureInput, WithdrawProcedureInput } from "./add-procedure.inputs";
import { GreenLane, greenLaneOf } from "./green-lane";
import { Procedure } from "./procedure";
import { procedureCodes } from "./procedure.codes";
import { ProcedureFilter, ProceduresArguments } from "./procedure.inputs";
import { procedureByCode } from "./procedure.loaders";
import { ProcedureConnection, procedurePages } from "./procedure.queries";
import { ProcedureMeasures } from "./procedure-measures";
import { findProcedureMeasures } from "./procedure-measures.queries";
import { updateProcedure } from "./update-procedure";
import { ProcedurePayload, UpdateProcedureInput } from "./update-procedure.inputs";

@Resolver(() => Procedure)
export class ProcedureResolver {
  @Query(() => Procedure, { nullable: true, description: "One procedure. An unknown code is NOT_FOUND." })
  async procedure(
    @Arg("code", () => ID, { description: "National procedure code, e.g. 1.001193." }) code: string,
    @Ctx() context: SubgraphContext,
  ): Promise<Procedure> {
    const procedure = await context.load(procedureByCode, code);
    if (procedure === undefined) {
      throw notFound("procedure", code, await procedureCodes.nearest(code, context));
    }
    return procedure;
  }

  @SemanticNonNull()
  @Query(() => ProcedureConnection, { nullable: true, description: "Procedures, in pages." })
  procedures(
    @Args() args: ProceduresArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Procedure>> {
    return procedurePages.page(context, args);
  }

  @SemanticNonNull()
  @Query(() => ProcedureMeasures, { nullable: true, description: "Counts of procedures." })
  procedureStats(
    @Arg("filter", () => ProcedureFilter, { nullable: true, description: "Only these procedures." })
    filter: ProcedureFilter | null,
    @Ctx() { database }: SubgraphContext,
  ): Promise<ProcedureMeasures> {
    return findProcedureMeasures(database, filter);
  }

  @SemanticNonNull()
  @Mutation(() => ProcedurePayload, {
    nullable: true,
    description: "Changes a procedure. An editor of the organization that answers for it, or an admin.",
  })
  updateProcedure(
    @Arg("input", () => UpdateProcedureInput, { description: "What changes." }) input: UpdateProcedureInput,
    @Ctx() context: SubgraphContext,
  ): Promise<ProcedurePayload> {
    return updateProcedure(context, input);
  }

  @SemanticNonNull()
  @Mutation(() => ProcedurePayload, {
    nullable: true,
    description:
      "Adds a procedure. An editor of the organization that answers for it or of the centre (TTPVHCC), or an admin.",
  })
  addProcedure(
    @Arg("input", () => AddProcedureInput, { description: "The procedure." }) input: AddProcedureInput,
    @Ctx() context: SubgraphContext,
  ): Promise<ProcedurePayload> {
    return addProcedure(context, input);
  }

  @SemanticNonNull()
  @Mutation(() => ProcedurePayload, {
    nullable: true,
    description:
      "Takes out a procedure that should not have been entered, as long as it has no dossiers; gives it as it was. An editor of the organization that answers for it or of the centre (TTPVHCC), or an admin.",
  })
  withdrawProcedure(
    @Arg("input", () => WithdrawProcedureInput, { description: "Which, and why." })
    input: WithdrawProcedureInput,
    @Ctx() context: SubgraphContext,
  ): Promise<ProcedurePayload> {
    return withdrawProcedure(context, input);
  }

  @FieldResolver(() => ProcedureField, { description: "The field of administration that it belongs to." })
  field(@Root() { fieldCode }: Procedure, @Ctx() context: SubgraphContext): Promise<ProcedureField> {
    return context.loadKnown(procedureFieldByCode, fieldCode);
  }

  @FieldResolver(() => Organization, {
    description:
      "Who answers for it: the department of its field. That holds for a commune-level procedure too, whose " +
      "dossiers the 126 authorities handle under the department's guidance.",
  })
  competentOrganization(@Root() { competentOrganizationCode: code }: Procedure): Organization {
    return { code };
  }

  @FieldResolver(() => GreenLane, {
    nullable: true,
    description: "Null unless it is on the green lane.",
  })
  greenLane(@Root() procedure: Procedure): GreenLane | null {
    return greenLaneOf(procedure);
  }
}
