export interface ShareBarProps {
  /** Of 0 to 1; outside of it the bar is empty or full. */
  value: number | null | undefined;
  /** Of 0 to 1, drawn as a line. */
  target?: number | null | undefined;
}

/** A share as a bar beside its number, which says the same in words. */
export function ShareBar({ value, target }: ShareBarProps) {
  const percentOf = (share: number) => `${Math.min(Math.max(share, 0), 1) * 100}%`;
  return (
    <span className="share-bar" aria-hidden>
      {typeof value === "number" && <span className="share-filled" style={{ width: percentOf(value) }} />}
      {typeof target === "number" && <span className="share-target" style={{ left: percentOf(target) }} />}
    </span>
  );
}
