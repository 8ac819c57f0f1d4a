import { useMutation } from "@apollo/client/react";
import { graphql } from "../../graphql/generated/index.ts";

const PAUSE = graphql(`
  mutation PauseZkillboardBackfill($id: ID!) {
    pauseZkillboardBackfill(id: $id) {
      ...BackfillParts
    }
  }
`);

const RESUME = graphql(`
  mutation ResumeZkillboardBackfill($id: ID!) {
    resumeZkillboardBackfill(id: $id) {
      ...BackfillParts
    }
  }
`);

const CANCEL = graphql(`
  mutation CancelZkillboardBackfill($id: ID!) {
    cancelZkillboardBackfill(id: $id) {
      ...BackfillParts
    }
  }
`);

/** Pauses, resumes and cancels a backfill. */
export function useChangeBackfill(id: string) {
  const options = { variables: { id } };
  const [pause, pausing] = useMutation(PAUSE, options);
  const [resume, resuming] = useMutation(RESUME, options);
  const [cancel, cancelling] = useMutation(CANCEL, options);
  const all = [pausing, resuming, cancelling];
  // The failure is in `error`.
  const run = (mutate: () => Promise<unknown>) => () => {
    mutate().catch(() => undefined);
  };
  return {
    pause: run(pause),
    resume: run(resume),
    cancel: run(cancel),
    isBusy: all.some(({ loading }) => loading),
    error: all.find(({ error }) => error !== undefined)?.error,
    dismissError: () => {
      for (const { reset } of all) reset();
    },
  };
}
