/** How much more or less ours, a decimal string of ISK, is than theirs: "This site says 3.2 % more." */
export function differenceText(ours: string, theirs: string): string {
  const base = Number(theirs);
  if (base <= 0) return "";
  const share = (Number(ours) / base - 1) * 100;
  const text = Math.abs(share).toFixed(1);
  if (text === "0.0") return "This site says the same.";
  return `This site says ${text} % ${share > 0 ? "more" : "less"}.`;
}
