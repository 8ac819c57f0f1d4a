import type { Clock } from "../http/clock.ts";
import type { ServiceName } from "../http/request-record.ts";
import type { Random } from "../world/random.ts";
import { createRandom } from "../world/random.ts";
import type { Fault, FaultScript } from "./fault.ts";
import { faultScript } from "./fault.ts";
import type { WorldEvent } from "./world-event.ts";

interface AskedRequest {
  service: ServiceName;
  method: string;
  path: string;
  query: URLSearchParams;
  process?: string | undefined;
}

/** A fault still to come, with how often it has struck. */
type PendingFault = Fault & { struck: number };

/** The scripting part of the book, as tests see it. */
export interface Faults {
  add: (scripts: FaultScript | FaultScript[]) => void;
  list: () => PendingFault[];
  /** All faults, or those of one name. */
  clear: (name?: string) => void;
  /** How often faults of each name have struck since the start, those used up included. */
  struck: () => Record<string, number>;
}

export interface FaultBook extends Faults {
  take(request: AskedRequest): Fault | undefined;
  /** The fault found nothing to break (a 304 has no text to cut): it may strike again. */
  giveBack(fault: Fault): void;
  /** When the newest downtime ended, if one did. */
  downtimeEndedMs(): number | undefined;
}

interface ScriptedFault {
  fault: Fault;
  startMs: number;
  endMs: number;
  toSkip: number;
  left: number;
  struck: number;
  random: Random;
}

/** The faults that are scripted and not used up yet; the oldest that matches strikes. */
export function createFaultBook(
  clock: Clock,
  happen: (event: WorldEvent) => void,
): FaultBook {
  let scripted: ScriptedFault[] = [];
  const usedUp = new WeakMap<Fault, ScriptedFault>();
  const struck: Record<string, number> = {};
  let downtimeEndedMs: number | undefined;

  const strike = (entry: ScriptedFault): void => {
    entry.struck++;
    entry.left--;
    struck[entry.fault.name] = (struck[entry.fault.name] ?? 0) + 1;
    if (entry.left > 0) return;
    usedUp.set(entry.fault, entry);
    scripted = scripted.filter((other) => other !== entry);
  };

  /** Ends what is over and lets happen what was due and waits for no request. */
  const catchUp = (): number => {
    const nowMs = clock.now().getTime();
    for (const entry of scripted) {
      if (entry.startMs > nowMs) continue;
      if (entry.fault.downtime && entry.endMs <= nowMs)
        downtimeEndedMs = Math.max(downtimeEndedMs ?? 0, entry.endMs);
      if (!isUnprompted(entry.fault)) continue;
      strike(entry);
      if (entry.fault.event) happen(entry.fault.event);
    }
    scripted = scripted.filter((entry) => entry.endMs > nowMs);
    return nowMs;
  };

  return {
    add(scripts) {
      for (const script of Array.isArray(scripts) ? scripts : [scripts])
        scripted.push(begin(faultScript.parse(script), clock));
      catchUp();
    },
    list() {
      catchUp();
      return scripted.map(({ fault, left, toSkip, struck: hits }) => ({
        ...fault,
        ...(Number.isFinite(left) ? { count: left } : {}),
        ...(toSkip > 0 ? { skip: toSkip } : {}),
        struck: hits,
      }));
    },
    clear(name) {
      scripted = scripted.filter(
        ({ fault }) => name !== undefined && fault.name !== name,
      );
    },
    struck: () => ({ ...struck }),
    take(request) {
      const nowMs = catchUp();
      for (const entry of scripted) {
        const { fault } = entry;
        if (entry.startMs > nowMs || !isMatch(fault, request)) continue;
        if (entry.toSkip > 0) {
          entry.toSkip--;
          continue;
        }
        if (
          fault.probability !== undefined &&
          !entry.random.chance(fault.probability)
        )
          continue;
        strike(entry);
        return fault;
      }
      return undefined;
    },
    giveBack(fault) {
      const entry =
        usedUp.get(fault) ?? scripted.find((other) => other.fault === fault);
      if (!entry) return;
      entry.struck--;
      entry.left++;
      struck[fault.name] = (struck[fault.name] ?? 1) - 1;
      if (usedUp.delete(fault)) scripted.unshift(entry);
    },
    downtimeEndedMs() {
      catchUp();
      return downtimeEndedMs;
    },
  };
}

function begin(fault: Fault, clock: Clock): ScriptedFault {
  const startMs = clock.now().getTime() + (fault.afterMs ?? 0);
  const isLimitedOtherwise =
    fault.durationMs !== undefined ||
    fault.probability !== undefined ||
    fault.downtime !== undefined;
  return {
    fault,
    startMs,
    endMs: startMs + (fault.durationMs ?? Infinity),
    toSkip: fault.skip ?? 0,
    left: fault.count ?? (isLimitedOtherwise ? Infinity : 1),
    struck: 0,
    random: createRandom(fault.seed, 301),
  };
}

/** An event that names nothing to wait for happens by itself. */
const isUnprompted = (fault: Fault): boolean =>
  fault.event !== undefined &&
  fault.event.kind !== "rotate-refresh-token" &&
  [fault.service, fault.method, fault.path, fault.query, fault.process].every(
    (condition) => condition === undefined,
  );

function isMatch(fault: Fault, request: AskedRequest): boolean {
  if (isUnprompted(fault)) return false;
  if (fault.downtime && request.service !== "esi") return false;
  if (fault.service !== undefined && fault.service !== request.service)
    return false;
  if (fault.method !== undefined && fault.method !== request.method)
    return false;
  if (fault.process !== undefined && fault.process !== request.process)
    return false;
  const path =
    fault.path ??
    (fault.event?.kind === "rotate-refresh-token"
      ? "/oauth/token$"
      : undefined);
  if (path !== undefined && !isPathMatch(path, request.path)) return false;
  return Object.entries(fault.query ?? {}).every(
    ([name, value]) => request.query.get(name) === value,
  );
}

function isPathMatch(pattern: string, path: string): boolean {
  if (!/[*$]/.test(pattern)) return path.includes(pattern);
  const source = pattern
    .split(/(\*|\$$)/)
    .map((part) =>
      part === "*"
        ? "[^/]+"
        : part === "$"
          ? "/?$"
          : part.replace(/[\\^.+?()[\]{}|]/g, "\\$&"),
    )
    .join("");
  return new RegExp(source).test(path);
}
