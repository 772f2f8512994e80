import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Check, Column, Entity, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { Sourced, sourceCheck } from "../source-document/sourced";

export enum PolicyDocumentKind {
  LAW = "LAW",
  RESOLUTION = "RESOLUTION",
  PLAN = "PLAN",
}

registerEnumType(PolicyDocumentKind, {
  name: "PolicyDocumentKind",
  description: "What kind of document lays down a policy.",
  valuesConfig: {
    LAW: { description: "A law of the National Assembly (luật)." },
    RESOLUTION: { description: "A resolution of the Party or of an elected body (nghị quyết)." },
    PLAN: { description: "A plan that carries out a resolution (kế hoạch)." },
  },
});

@Directive('@key(fields: "code")')
@ObjectType({
  description:
    "A law, resolution or plan that programmes and tasks rest on; SourceDocument is where the graph read of it.",
})
@Entity()
@Check("policy_document_source_check", sourceCheck)
export class PolicyDocument extends Sourced {
  @Field(() => ID, { description: "e.g. resolution-57-nq-tw." })
  @PrimaryColumn("text")
  code!: string;

  @Field(() => PolicyDocumentKind, { description: "What kind of document it is." })
  @Column({ type: "enum", enum: PolicyDocumentKind, enumName: "policy_document_kind" })
  kind!: PolicyDocumentKind;

  @Field(() => String, {
    nullable: true,
    description: "Its official number, e.g. 57-NQ/TW; null when the source gives none.",
  })
  @Column("text", { nullable: true })
  number!: string | null;

  @Column("text")
  nameVi!: string;

  @Column("text")
  nameEn!: string;

  @Field(() => String, {
    nullable: true,
    description: "Who issued it, in English; null when the source does not say.",
  })
  @Column("text", { nullable: true })
  issuer!: string | null;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Day it was issued; null when the source gives no day.",
  })
  @Column("date", { nullable: true })
  issuedOn!: CalendarDay | null;

  @Field(() => String, {
    nullable: true,
    description: "When it was issued, in the source's words, where they are no day, e.g. 2024.",
  })
  @Column("text", { nullable: true })
  issuedInWords!: string | null;
}
