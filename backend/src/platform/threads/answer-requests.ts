import { parentPort } from "node:worker_threads";
import type { ThreadAnswer } from "./create-threads.ts";

interface ThreadScript<Question, Answer> {
  answer(question: Question): Answer;
  transfer(answer: Answer): readonly ArrayBuffer[];
}

/** The whole life of a thread's script: answers what it is asked, in order. `transfer` names buffers of the answer that need not be copied. */
export function answerRequests<Question, Answer>(
  script: ThreadScript<Question, Answer>,
): void {
  parentPort?.on("message", (question: Question) => {
    try {
      const answer = script.answer(question);
      send({ answer }, script.transfer(answer));
    } catch (error) {
      const text = error instanceof Error ? error.stack : undefined;
      send({ error: text ?? String(error) }, []);
    }
  });

  function send(
    message: ThreadAnswer<Answer>,
    buffers: readonly ArrayBuffer[],
  ): void {
    parentPort?.postMessage(message, [...buffers]);
  }
}
