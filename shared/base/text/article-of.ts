/** "an" before a name that begins with a vowel, otherwise "a". */
export function articleOf(name: string): string {
  return /^[AEIOaeio]/.test(name) ? "an" : "a";
}
