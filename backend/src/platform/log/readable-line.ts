/** A JSON log line as `12:34:56 info  sentence  name=value`. */
export function readableLine(line: string): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as Record<
    string,
    unknown
  >;
  const rest = Object.entries(fields).map(([name, value]) => {
    return `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`;
  });
  const clock = String(time).slice(11, 19);
  return `${[clock, String(level).padEnd(5), String(msg), ...rest].join("  ")}\n`;
}
