/** Rows of an explanation, as far as merging them goes. */
interface Line {
  readonly type: { readonly id: string };
  readonly container: { readonly id: string } | null;
  readonly flag: number | null;
  readonly quantityDestroyed: string;
  readonly quantityDropped: string;
  readonly unitPrice: string;
}

/** Rows of one type at one price with how many there are in all, dearest first; the hull and what lies in containers stay apart. */
export function mergeLines<Row extends Line>(
  lines: readonly Row[],
): { line: Row; count: bigint; totalPrice: string }[] {
  const groups = Map.groupBy(lines, ({ type, container, flag, unitPrice }) =>
    [type.id, container?.id, flag === null, unitPrice].join(" "),
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [line] = group;
      if (line === undefined) return [];
      const count = group.reduce(
        (sum, { quantityDestroyed, quantityDropped }) =>
          sum + BigInt(quantityDestroyed) + BigInt(quantityDropped),
        0n,
      );
      return [{ line, count, totalPrice: times(line.unitPrice, count) }];
    })
    .sort((a, b) => Number(b.totalPrice) - Number(a.totalPrice));
}

/** A decimal string with two digits, so many times. */
function times(amount: string, count: bigint): string {
  const cents = BigInt(amount.replace(".", "")) * count;
  const text = String(cents).padStart(3, "0");
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}
