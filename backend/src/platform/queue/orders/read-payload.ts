import { RejectedError, type TaskContract } from "../../../kernel/index.ts";

/** The payload as today's contract wants it. RejectedError when it can not be made so: a dead letter, since trying again reads the same bytes. */
export function readPayload<Payload>(
  contract: TaskContract<Payload>,
  payload: unknown,
  version: number,
): Payload {
  if (version > contract.version)
    // Not rejected: during a roll-out an older process may get it first, and a newer one can do it.
    throw new Error(
      `${contract.name} was ordered in version ${version}, this process knows ${contract.version}`,
    );
  const current = version < contract.version ? upgrade() : payload;
  const read = contract.payload.safeParse(current);
  if (read.success) return read.data;
  const problems = read.error.issues.map(
    ({ path, message }) => `${path.join(".") || "payload"}: ${message}`,
  );
  throw new RejectedError(
    "TASK_PAYLOAD",
    `The payload of ${contract.name} does not fit its contract: ${problems.join("; ")}`,
  );

  function upgrade(): unknown {
    if (contract.upgrade === undefined)
      throw new RejectedError(
        "TASK_VERSION",
        `${contract.name} version ${version} can not be read any more, it is at ${contract.version} and has no upgrade`,
      );
    return contract.upgrade(payload, version);
  }
}
