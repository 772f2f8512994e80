import { registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";

export enum ReaderKind {
  CHILD = "CHILD",
  ADULT = "ADULT",
}

registerEnumType(ReaderKind, {
  name: "ReaderKind",
  description: "What kind of reader borrows. Who it was is not held here.",
  valuesConfig: { CHILD: { description: "Below 18." }, ADULT: { description: "18 or older." } },
});

/** A book that was lent. Only statistics of it are public. */
@Entity()
export class Loan {
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "BY DEFAULT" })
  id!: string;

  @Column("text")
  libraryCode!: string;

  @Column({ type: "enum", enum: ReaderKind, enumName: "reader_kind" })
  reader!: ReaderKind;

  @Column("timestamptz")
  lentAt!: Date;

  @Column("timestamptz")
  dueAt!: Date;

  @Column("timestamptz", { nullable: true })
  returnedAt!: Date | null;

  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;
}
