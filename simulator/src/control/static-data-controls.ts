import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { sdeRow } from "../static-data/static-data-members.ts";
import type { ControlDeps } from "./control-service.ts";

const changeBody = z.strictObject({
  withoutMembers: z.array(z.string()).default([]),
  withoutTypes: z.array(z.int()).default([]),
  typeNames: z.record(z.string(), z.string()).default({}),
  isLaterShape: z.boolean().default(false),
});

/** Which build of the static data is published, and the next one. */
export function registerStaticDataControls(
  scope: FastifyInstance,
  { builds }: Pick<ControlDeps, "builds">,
): void {
  scope.get("/static-data", () => sdeRow(builds.current()));
  scope.post("/static-data", (request, reply) =>
    reply
      .code(201)
      .send(sdeRow(builds.publish(changeBody.parse(request.body ?? {})))),
  );
}
