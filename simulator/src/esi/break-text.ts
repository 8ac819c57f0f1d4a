import { gzipSync } from "node:zlib";
import type { EsiAnswer } from "./esi-answer.ts";

/** Leaves half of the text. Packed texts are packed after the cut: it is the JSON that breaks, not the transfer. */
export function breakText(answer: EsiAnswer): void {
  const half = answer.body.slice(0, Math.floor(answer.body.length / 2));
  answer.body = half;
  if (answer.zip) answer.zip = () => gzipSync(half, { level: 1 });
}
