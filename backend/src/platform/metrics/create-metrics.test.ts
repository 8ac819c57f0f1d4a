import { expect, test } from "vitest";
import { silentLogger } from "../../kernel/index.ts";
import { createMetrics } from "./create-metrics.ts";
import type { MetricSource, Reading } from "./metric-source.ts";

const depth = { name: "killreport_depth", help: "How deep", labels: ["queue"] };

function source(
  name: string,
  read: () => Promise<readonly Reading[]>,
): MetricSource {
  const metrics = [
    { ...depth, name: `killreport_${name}` },
    { name: `killreport_${name}_total`, help: "All of them" },
  ];
  return { name, metrics, read };
}

const one = (name: string, value: number): Reading => ({
  name: `killreport_${name}`,
  labels: { queue: 'a"b' },
  value,
});

test("tells what each source reads now, and of this process", async () => {
  let value = 7;
  const metrics = createMetrics({
    sources: [source("a", () => Promise.resolve([one("a", value)]))],
    log: silentLogger,
  });
  const text = await metrics.text();
  expect(text).toContain('killreport_a{queue="a\\"b"} 7\n');
  expect(text).toContain("# TYPE killreport_a gauge\n");
  expect(text).toContain('killreport_metrics_unread{source="a"} 0\n');
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  value = 8;
  expect(await metrics.text()).toContain('killreport_a{queue="a\\"b"} 8\n');
});

test("what can not be read, or not in time, is missing and named, and the others are there", async () => {
  let isAway = false;
  const metrics = createMetrics({
    sources: [
      source("broken", () =>
        isAway
          ? Promise.reject(new Error("away"))
          : Promise.resolve([
              one("broken", 1),
              { name: "killreport_broken_total", value: 3 },
            ]),
      ),
      source("slow", () => new Promise(() => undefined)),
      source("well", () => Promise.resolve([one("well", 2)])),
    ],
    log: silentLogger,
    patienceMs: 20,
  });
  const before = await metrics.text();
  expect(before).toContain("killreport_broken{");
  expect(before).toContain("killreport_broken_total 3\n");
  expect(before).not.toContain("killreport_slow_total 0");
  isAway = true;
  const text = await metrics.text();
  // Not what it was before either.
  expect(text).not.toContain("killreport_broken{");
  expect(text).not.toContain("killreport_broken_total 0");
  expect(text).not.toContain("killreport_slow{");
  expect(text).toContain('killreport_metrics_unread{source="broken"} 1\n');
  expect(text).toContain('killreport_metrics_unread{source="slow"} 1\n');
  expect(text).toContain('killreport_metrics_unread{source="well"} 0\n');
  expect(text).toContain('killreport_well{queue="a\\"b"} 2\n');
});

test("however many ask at once, a source is read once", async () => {
  let reads = 0;
  const metrics = createMetrics({
    sources: [
      source("a", () => {
        reads++;
        return Promise.resolve([one("a", reads)]);
      }),
    ],
    log: silentLogger,
  });
  const texts = await Promise.all(
    Array.from({ length: 50 }, () => metrics.text()),
  );
  expect(reads).toBe(1);
  expect(new Set(texts).size).toBe(1);
  await metrics.text();
  expect(reads).toBe(2);
});

test("a reading of a metric nobody registered is an error, not a number that is missing", async () => {
  const metrics = createMetrics({
    sources: [source("a", () => Promise.resolve([one("b", 1)]))],
    log: silentLogger,
  });
  await expect(metrics.text()).rejects.toThrow("Nobody registered");
});
