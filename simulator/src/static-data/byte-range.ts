/** Both ends included. */
export interface ByteRange {
  first: number;
  last: number;
}

/** What a `Range` header asks for of so many bytes: undefined = all of them, null = nothing there (416). Lists of ranges are answered whole, as servers may. */
export function byteRange(
  header: string | undefined,
  size: number,
): ByteRange | null | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!found) return undefined;
  const [, from = "", to = ""] = found;
  if (from === "" && to === "") return undefined;
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last =
    from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return first > last ? null : { first, last };
}
