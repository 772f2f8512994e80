import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Indicator } from "../indicator/indicator";
import { Organization } from "../organization/organization";
import { PolicyDocument } from "../policy-document/policy-document";
import { Sourced, sourceCheck } from "../source-document/sourced";

export enum ProgrammeKind {
  PROGRAMME = "PROGRAMME",
  POLICY_TOOL = "POLICY_TOOL",
  PROJECT = "PROJECT",
  TASK_GROUP = "TASK_GROUP",
}

registerEnumType(ProgrammeKind, {
  name: "ProgrammeKind",
  description: "What kind of undertaking a programme is.",
  valuesConfig: {
    PROGRAMME: { description: "Several pieces of work with one aim." },
    POLICY_TOOL: { description: "A mechanism that the law allows, such as a regulatory sandbox." },
    PROJECT: { description: "Something that is built at a place." },
    TASK_GROUP: { description: "A group of tasks that a plan or resolution counts as one." },
  },
});

@Directive('@key(fields: "code")')
@ObjectType({ description: "An undertaking of the city that was announced in public, wider than one task." })
@Entity()
@Check("programme_source_check", sourceCheck)
export class Programme extends Sourced {
  @Field(() => ID, { description: "e.g. urban-railway-line-5." })
  @PrimaryColumn("text")
  code!: string;

  @Field(() => ProgrammeKind, { description: "What kind of undertaking it is." })
  @Column({ type: "enum", enum: ProgrammeKind, enumName: "programme_kind" })
  kind!: ProgrammeKind;

  @Column("text")
  nameVi!: string;

  @Column("text")
  nameEn!: string;

  @Field(() => String, { nullable: true, description: "What the source says of it, in English." })
  @Column("text", { nullable: true })
  description!: string | null;

  @Index()
  @ForeignKey(() => Organization)
  @Column("text", { nullable: true })
  leadOrganizationCode!: string | null;

  @Index()
  @ForeignKey(() => PolicyDocument)
  @Column("text", { nullable: true })
  basisCode!: string | null;

  /** Of the innovation subgraph. */
  @Column("text", { nullable: true })
  indicatorCode!: string | null;

  @Field(() => Indicator, {
    nullable: true,
    description: "The indicator that counts it or its parts; null when no figure was published.",
  })
  get indicator(): Indicator | null {
    return this.indicatorCode === null ? null : { code: this.indicatorCode };
  }
}
