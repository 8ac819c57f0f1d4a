import { useMutation } from "@apollo/client/react";
import { graphql } from "../../../graphql/generated/index.ts";

const REPLAY_DEAD_LETTER = graphql(`
  mutation ReplayDeadLetter($id: ID!) {
    replayDeadLetter(id: $id)
  }
`);

/** Gives a failed task all its attempts again; the list is read anew. */
export function useReplayDeadLetter(id: string) {
  const [mutate, { loading, error, reset }] = useMutation(REPLAY_DEAD_LETTER, {
    variables: { id },
    refetchQueries: ["DeadLetters", "WorkerStatus"],
  });
  const replay = (): void => {
    // The failure is in `error`.
    mutate().catch(() => undefined);
  };
  return { replay, isBusy: loading, error, dismissError: reset };
}
