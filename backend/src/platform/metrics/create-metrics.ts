import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { inTime, type Logger } from "../../kernel/index.ts";
import type { MetricSource, Reading } from "./metric-source.ts";

export interface Metrics {
  /** Media type of `text`. */
  readonly contentType: string;
  /** Everything as it is now, in Prometheus' text format. However many ask at once, each source is read once for them. */
  text(): Promise<string>;
}

/** Shorter than the ten seconds after which Prometheus gives a scrape up. */
const usualPatienceMs = 5_000;

/**
 * What the sources tell, and this process's own memory, processor time and event loop. A source that can not be read, or
 * not in time, is left out and named in `killreport_metrics_unread`: a number that is not known is no zero, and what
 * one part does not know hides nothing of the others.
 */
export function createMetrics(deps: {
  sources: readonly MetricSource[];
  log: Logger;
  patienceMs?: number;
}): Metrics {
  const { sources, log, patienceMs = usualPatienceMs } = deps;
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const unread = new Gauge({
    name: "killreport_metrics_unread",
    help: "1 where this part of the metrics could not be read and is missing",
    labelNames: ["source"],
    registers,
  });
  const gauges = new Map(
    sources
      .flatMap(({ metrics }) => metrics)
      .map(({ name, help, labels = [] }) => [
        name,
        new Gauge({ name, help, labelNames: [...labels], registers }),
      ]),
  );
  let gathering: Promise<string> | null = null;

  async function gather(): Promise<string> {
    await Promise.all(sources.map(refresh));
    return registry.metrics();
  }

  async function refresh(source: MetricSource): Promise<void> {
    const readings = await readingsOf(source);
    unread.set({ source: source.name }, readings === null ? 1 : 0);
    for (const { name, labels = [] } of source.metrics) {
      gauges.get(name)?.reset();
      // Without labels it would go on as 0.
      if (labels.length === 0) gauges.get(name)?.remove();
    }
    for (const { name, labels = {}, value } of readings ?? [])
      gaugeOf(name).set(labels, value);
  }

  async function readingsOf(
    source: MetricSource,
  ): Promise<readonly Reading[] | null> {
    try {
      return await inTime(source.read(), patienceMs);
    } catch (error) {
      log.warn({ err: error, source: source.name }, "metrics can not be read");
      return null;
    }
  }

  function gaugeOf(name: string): Gauge {
    const gauge = gauges.get(name);
    if (gauge === undefined) throw new Error(`Nobody registered ${name}`);
    return gauge;
  }

  return {
    contentType: registry.contentType,
    text() {
      gathering ??= gather().finally(() => {
        gathering = null;
      });
      return gathering;
    },
  };
}
