import { Text } from "@mantine/core";
import type { ReactNode } from "react";

export interface FigureTileProps {
  name: string;
  value: string;
  /** What the value is to be read by: a target, a share, a period. */
  note?: ReactNode;
  /** The figure asks for somebody to act. */
  isAlarm?: boolean;
  /** How a test, or a script of a reader, finds it. */
  id?: string;
}

/** One figure that is to be seen first. */
export function FigureTile({ name, value, note, isAlarm, id }: FigureTileProps) {
  return (
    <div className="figure-tile" data-alarm={isAlarm || undefined} data-figure={id}>
      <dt>{name}</dt>
      <dd>
        <span className="figure-value">{value}</span>
        {note !== undefined && (
          <Text component="span" size="xs" c="dimmed" className="figure-note">
            {note}
          </Text>
        )}
      </dd>
    </div>
  );
}
