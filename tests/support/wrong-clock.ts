/**
 * Loaded before anything else (`node --import`): this process's clock is WRONG_BY_MS off, as on a machine where it was set
 * wrong. The monotonic clock and everybody else's are right.
 */
const wrongByMs = Number(process.env["WRONG_BY_MS"] ?? 0);
const RightDate = Date;
const now = () => RightDate.now() + wrongByMs;

globalThis.Date = new Proxy(RightDate, {
  construct: (date, args, newTarget) =>
    Reflect.construct(
      date,
      args.length === 0 ? [now()] : args,
      newTarget,
    ) as Date,
  apply: () => new RightDate(now()).toString(),
  get: (date, key): unknown => (key === "now" ? now : Reflect.get(date, key)),
});
