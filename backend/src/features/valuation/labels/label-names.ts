/**
 * Every label there is. Its place is its bit in the database, so new ones are added at the end and none is ever moved.
 * Names are zKillboard's where it has one.
 */
export const labelNames = [
  "solo",
  "npc",
  "pvp",
  "awox",
  "ganked",
  "padding",
  "capital",
  "structure",
  "pod",
  "war",
  "#:1",
  "#:2+",
  "#:5+",
  "#:10+",
  "#:25+",
  "#:50+",
  "#:100+",
  "#:1000+",
  "isk:under1b",
  "isk:1b+",
  "isk:5b+",
  "isk:10b+",
  "isk:100b+",
  "isk:1t+",
  "loc:highsec",
  "loc:lowsec",
  "loc:nullsec",
  "loc:w-space",
  "loc:drifter",
  "loc:abyssal",
  "loc:pochven",
  "loc:zarzakh",
  "loc:void",
  "tz:au",
  "tz:ru",
  "tz:eu",
  "tz:usw",
  "tz:use",
  "fw:amarr",
  "fw:minmatar",
  "fw:caldari",
  "fw:gallente",
  "fw:amamin",
  "fw:calgal",
  "cat:6",
  "cat:18",
  "cat:22",
  "cat:23",
  "cat:40",
  "cat:46",
  "cat:65",
  "cat:87",
] as const;

export type LabelName = (typeof labelNames)[number];

export interface Label {
  readonly name: LabelName;
  /** Why the mail carries it: a sentence in English. */
  readonly reason: string;
}

const bits = new Map<LabelName, number>(
  labelNames.map((name, bit) => [name, 2 ** bit]),
);

/** A set of labels as one number; there are fewer than 53. */
export function labelBits(names: Iterable<LabelName>): number {
  let sum = 0;
  for (const name of new Set(names)) sum += bits.get(name) ?? 0;
  return sum;
}

export function labelsOfBits(set: number): LabelName[] {
  return labelNames.filter((_, bit) => Math.floor(set / 2 ** bit) % 2 === 1);
}
