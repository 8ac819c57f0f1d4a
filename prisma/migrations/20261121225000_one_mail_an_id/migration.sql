-- One mail an id, whoever stores it at the same time under two hashes: the second waits for the first, and looks again.
CREATE UNIQUE INDEX "killmail_references_one_stored_idx" ON "killmail_references"("killmail_id") WHERE "state" = 'stored';
