import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Check, Column, Entity, Index, PrimaryColumn } from "typeorm";

export enum Sector {
  TASKS = "TASKS",
  PROCEDURES = "PROCEDURES",
  INNOVATION = "INNOVATION",
  INFRASTRUCTURE = "INFRASTRUCTURE",
}

registerEnumType(Sector, {
  name: "Sector",
  description: "One of the four sectors of the graph; each is a department's own subgraph.",
  valuesConfig: {
    TASKS: { description: "Tasks of Resolution 57; Steering Committee 57's office." },
    PROCEDURES: {
      description: "Administrative procedures and dossiers; the Public Administration Service Centre.",
    },
    INNOVATION: {
      description: "Science, technology and innovation; the Department of Science and Technology.",
    },
    INFRASTRUCTURE: {
      description: "Units, systems and data; the Departments of Science and Technology, and of Finance.",
    },
  },
});

@Directive('@key(fields: "code")')
@ObjectType({ description: "Something that is measured and published, with what was published about it." })
@Entity()
@Check("indicator_decimals_check", "decimals >= 0")
export class Indicator {
  @Field(() => ID, { description: "Dotted, e.g. dossiers.digitisation-rate." })
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  @Column("text")
  nameEn!: string;

  @Column("text", { nullable: true })
  definitionVi!: string | null;

  @Column("text", { nullable: true })
  definitionEn!: string | null;

  @Field(() => Sector, { description: "The sector that it is about." })
  @Column({ type: "enum", enum: Sector, enumName: "sector" })
  sector!: Sector;

  @Field({
    name: "measurementUnit",
    description: "What the value counts: task, dossier, …; ratio for a share of 0 to 1; VND for money; rank.",
  })
  @Column("text")
  unit!: string;

  @Field(() => Int, { description: "Digits after the point to show; values themselves keep all of theirs." })
  @Column("int")
  decimals!: number;

  @Field(() => Boolean, {
    nullable: true,
    description: "true: a larger value is better; false: a smaller one; null: neither.",
  })
  @Column("boolean", { nullable: true })
  higherIsBetter!: boolean | null;

  @Index()
  @Column("text", { nullable: true })
  responsibleOrganizationCode!: string | null;
}
