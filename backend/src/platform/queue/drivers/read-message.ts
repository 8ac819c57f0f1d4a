import { z } from "zod";

const messageBody = z.object({
  id: z.string().regex(/^[1-9]\d{0,18}$/),
  task: z.string().min(1),
  version: z.int(),
});

export type MessageBody = z.infer<typeof messageBody>;

/** Null for a poison message: nobody can do anything with it, and its order, if there is one, is re-issued. */
export function readMessage(body: unknown): MessageBody | null {
  const read = messageBody.safeParse(body);
  return read.success ? read.data : null;
}
