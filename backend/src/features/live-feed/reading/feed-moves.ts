import type { FeedState, FeedStep, TroubleKind } from "./feed-state.ts";

const second = 1_000;
const minute = 60 * second;

/** zKillboard asks for 6 seconds before a file that is not there is asked for again. */
const missWaitMs = 6 * second;
/** So many misses in a row, half a minute without a kill, make us look at sequence.json. */
const missesPerHead = 5;
const headLastsMs = minute;
/** After so many gaps in a row it is no gap any more. */
const mostGaps = 4;
/** sequence.json lags by some fifty, never by more ... */
const impossibleLead = 60;
/** ... unless a cache keeps it back, and then there is news: within so many entries, and so much time. */
const mostOld = 300;
const noNewsMs = 30 * minute;
/** Whoever went back does not run ahead again at once. */
const restartWaitMs = minute;

interface Patience {
  /** First wait and longest one; each is twice the one before. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** After so many the entry behind is looked at: perhaps only this one is broken. */
  readonly perProbe: number | null;
}

/** A ban (403) lasts up to an hour, and is renewed for those who do not wait. */
const patience: Readonly<Record<TroubleKind, Patience>> = {
  limited: { firstMs: 30 * second, longestMs: 10 * minute, perProbe: null },
  refused: { firstMs: 10 * minute, longestMs: 60 * minute, perProbe: null },
  away: { firstMs: 5 * second, longestMs: 2 * minute, perProbe: 8 },
  unreadable: { firstMs: 6 * second, longestMs: 10 * minute, perProbe: 4 },
};

export function beginAt(position: number, now: Date): FeedState {
  return {
    position,
    head: null,
    saidHead: null,
    missingHead: null,
    headAskedAt: null,
    misses: 0,
    stepped: 0,
    trouble: null,
    old: 0,
    newsAt: now,
    notBefore: now,
  };
}

/** What to do now. */
export function nextStep(state: FeedState, now: Date): FeedStep {
  if (now < state.notBefore) return { kind: "wait", until: state.notBefore };
  const { position, head, saidHead, stepped } = state;
  const sequence = position + 1;
  if (saidHead !== null) return { kind: "check head", sequence: saidHead };
  if (isProbeDue(state)) return { kind: "probe", sequence: sequence + 1 };
  if (isHeadDue(state, now)) return { kind: "read head" };
  if (head === null) return { kind: "read entry", sequence };
  if (position - head > impossibleLead && isWithoutNews(state, now))
    return { kind: "go back", to: head };
  if (!isGap(state)) return { kind: "read entry", sequence };
  return stepped < mostGaps
    ? { kind: "step over", sequence }
    : { kind: "find living", from: sequence, to: head };
}

/** Missed twice, so that what is just being published is not taken for a gap; within a row of gaps once is enough. */
function isGap({ position, head, misses, stepped }: FeedState): boolean {
  return isBehind(position, head) && misses > (stepped > 0 ? 0 : 1);
}

function isWithoutNews({ old, newsAt }: FeedState, now: Date): boolean {
  return old > mostOld || agoMs(newsAt, now) > noNewsMs;
}

function isProbeDue({ trouble }: FeedState): boolean {
  if (trouble === null) return false;
  const { perProbe } = patience[trouble.kind];
  return perProbe !== null && trouble.count % perProbe === 0;
}

function isHeadDue({ headAskedAt, misses }: FeedState, now: Date): boolean {
  if (headAskedAt === null) return true;
  const ageMs = agoMs(headAskedAt, now);
  const isMissing = misses > 0 && misses % missesPerHead === 0;
  return ageMs >= (isMissing ? missWaitMs : headLastsMs);
}

/**
 * sequence.json says so; null when it says nothing, without which entries can be read all the same. One wrong answer
 * would throw away what is published until it is noticed: what could move the position is looked for first.
 */
export function afterSaidHead(
  state: FeedState,
  said: number | null,
  now: Date,
): FeedState {
  const asked = { ...state, headAskedAt: now };
  if (said === null || said === state.head) return asked;
  const isHarmless =
    !isBehind(state.position, said) && state.position - said <= impossibleLead;
  return isHarmless ? afterHead(asked, said) : { ...asked, saidHead: said };
}

/**
 * sequence.json names this entry, and it is there. An entry that was missed before it is known to be published may have
 * come since: only what is missed from now on is a gap. A process that stood still while fifty were published would step
 * over the first of them otherwise.
 */
export function afterHead(state: FeedState, head: number): FeedState {
  const isNewlyBehind =
    isBehind(state.position, head) && !isBehind(state.position, state.head);
  const misses = isNewlyBehind ? 0 : state.misses;
  return { ...state, head, misses, saidHead: null, missingHead: null };
}

/** The entry that sequence.json names is not there: it stays where it was until sequence.json names one that is. */
export function afterMissingHead(state: FeedState, named: number): FeedState {
  const head = state.head === named ? null : state.head;
  return { ...state, head, saidHead: null, missingHead: named };
}

function isBehind(position: number, head: number | null): boolean {
  return head !== null && head > position;
}

/** The next entry was there. */
export function afterEntry(state: FeedState, now: Date): FeedState {
  return {
    ...state,
    position: state.position + 1,
    misses: 0,
    stepped: 0,
    old: state.old + 1,
    trouble: null,
    notBefore: now,
  };
}

/** The next entry was not there. */
export function afterMiss(state: FeedState, now: Date): FeedState {
  const missed = { ...state, misses: state.misses + 1, trouble: null };
  const notBefore = isGap(missed) ? now : later(now, missWaitMs);
  return { ...missed, notBefore };
}

/** The next entry was given up. */
export function afterStep(state: FeedState, now: Date): FeedState {
  return {
    ...state,
    position: state.position + 1,
    misses: 0,
    stepped: state.stepped + 1,
    trouble: null,
    notBefore: now,
  };
}

/** All entries up to this one are gone. */
export function afterJump(
  state: FeedState,
  position: number,
  now: Date,
): FeedState {
  return {
    ...state,
    position,
    misses: 0,
    stepped: 0,
    trouble: null,
    notBefore: now,
  };
}

/** The feed is read again from there. Where it is, it has to say anew, or an old answer would bring us back here for ever. */
export function afterGoingBack(
  state: FeedState,
  position: number,
  now: Date,
): FeedState {
  const from = afterNews(afterJump(state, position, now), now);
  const notBefore = later(now, restartWaitMs);
  return { ...from, head: null, headAskedAt: null, notBefore };
}

/** No usable answer came to the question for an entry. */
export function afterTrouble(
  state: FeedState,
  { trouble: kind, message: reason }: { trouble: TroubleKind; message: string },
  now: Date,
): FeedState {
  const { trouble } = state;
  const count = trouble?.kind === kind ? trouble.count + 1 : 1;
  const { firstMs, longestMs } = patience[kind];
  const waitMs = Math.min(longestMs, firstMs * 2 ** Math.min(count - 1, 20));
  return {
    ...state,
    trouble: { kind, count, reason },
    notBefore: later(now, waitMs),
  };
}

/** Something was read that had not been here before. */
export function afterNews(state: FeedState, now: Date): FeedState {
  return { ...state, old: 0, newsAt: now };
}

function agoMs(moment: Date, now: Date): number {
  return now.getTime() - moment.getTime();
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
